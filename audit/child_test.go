//go:build unix

package audit_test

const childJob = "GATEWAY_AUDIT_CHILD"

func child(job string) int { return 2 }

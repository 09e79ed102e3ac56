package e2e

import "syscall"

// mountSmall mounts a disk of one and a half megabytes on a folder.
func mountSmall(folder string) error { return syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=1536k") }

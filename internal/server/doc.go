// Package server is the gateway's HTTP: the public listener with GraphQL and, where switched on, the playground; the
// private listener with health, readiness and metrics; and the limits, masks and headers around both.
package server

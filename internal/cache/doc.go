// Package cache remembers values for a while within bounds, and lets those who want the same value at the same time wait for
// one asking. It knows nothing of what the values are.
package cache

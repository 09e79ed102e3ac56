// Package pipes is a network of pipes within the process: real HTTP that a synctest bubble can follow, so that what waits
// for a moment waits by the bubble's clock, however busy the machine is.
package pipes

import (
	"context"
	"net"
	"strconv"
	"sync"
)

// Network has listeners on ports of its own, and dials them. The zero value is ready.
type Network struct {
	mu        sync.Mutex
	listeners map[string]*listener
}

type listener struct {
	address net.TCPAddr
	accept  chan net.Conn
	closed  chan struct{}
	once    sync.Once
}

// Listen gives a listener on the next port.
func (n *Network) Listen() (net.Listener, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.listeners == nil {
		n.listeners = map[string]*listener{}
	}
	port := len(n.listeners) + 1
	l := &listener{address: net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port}, accept: make(chan net.Conn), closed: make(chan struct{})}
	n.listeners[strconv.Itoa(port)] = l
	return l, nil
}

// Dial connects to a listener by its port.
func (n *Network) Dial(ctx context.Context, _, address string) (net.Conn, error) {
	_, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	n.mu.Lock()
	l := n.listeners[port]
	n.mu.Unlock()
	if l == nil {
		return nil, &net.OpError{Op: "dial", Net: "pipe", Err: net.ErrClosed}
	}
	ours, theirs := net.Pipe()
	select {
	case l.accept <- theirs:
		return ours, nil
	case <-l.closed:
		return nil, &net.OpError{Op: "dial", Net: "pipe", Err: net.ErrClosed}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (l *listener) Accept() (net.Conn, error) {
	select {
	case c := <-l.accept:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *listener) Close() error { l.once.Do(func() { close(l.closed) }); return nil }

func (l *listener) Addr() net.Addr { return &l.address }

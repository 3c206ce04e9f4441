//go:build unix

package store

import (
	"context"
	"errors"
	"net"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/stdlib"
)

// doubtful tells a connection out of the pool that has to be tried before it is used: one
// that rested for long, or over which the server has said something in the meantime, as it
// does when it ends. Looking costs no round trip.
func doubtful(_ context.Context, p stdlib.ShouldPingParams) bool {
	return p.IdleDuration > time.Second || !silent(p.Conn.PgConn().Conn())
}

// silent reports whether a connection is open and has nothing to be read. The driver may be
// reading from it in the background, for which RawConn's Read would wait.
func silent(c net.Conn) bool {
	if secret, ok := c.(interface{ NetConn() net.Conn }); ok {
		c = secret.NetConn()
	}
	plain, ok := c.(syscall.Conn)
	if !ok {
		return false
	}
	raw, err := plain.SyscallConn()
	if err != nil {
		return false
	}
	var looked error
	err = raw.Control(func(fd uintptr) {
		_, _, looked = syscall.Recvfrom(int(fd), make([]byte, 1), syscall.MSG_PEEK|syscall.MSG_DONTWAIT)
	})
	return err == nil && errors.Is(looked, syscall.EAGAIN)
}

//go:build !unix

package store

import (
	"context"

	"github.com/jackc/pgx/v5/stdlib"
)

// doubtful has every connection tried before it is used.
func doubtful(context.Context, stdlib.ShouldPingParams) bool { return true }

package store

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect"
)

// Store is one database of the console, or one transaction in it. All methods may
// be called from many goroutines at once.
type Store struct {
	read, write bun.IDB // the same transaction inside InTx
	*database
	inTx     bool
	replayed *bool // while the ledger is replayed: whether a gateway funds what is applied
}

// database is what a Store shares with the Stores of its transactions.
type database struct {
	reader, writer *bun.DB // two pools on SQLite, one and the same on PostgreSQL
	now            func() time.Time
	log            *slog.Logger
	receiver       *receiver // nil for a store opened beside a running console
	news           news
	settings       news // of what is kept in memory
	sealer         sealer
	decider        *decider     // nil like receiver
	copier         *copier      // nil like receiver, and on PostgreSQL
	release        func() error // gives up the claim to a SQLite file; nil without one
}

// Config says which database to open and how.
type Config struct {
	// DSN is postgres://… or sqlite:PATH or a plain path.
	DSN string
	// Migrate brings a PostgreSQL database to this release's schema. A SQLite
	// file always is, unless another console is running on it.
	Migrate bool
	// Beside opens a SQLite file although a console may be running on it, for a
	// short command such as adding an operator. Such a store records no messages.
	Beside bool

	// Key seals the secrets of others that the database keeps; KeySize bytes. Without it
	// none can be read or written.
	Key []byte

	Log *slog.Logger     // where slow queries and failures of the loops go; nil is silent
	Now func() time.Time // the clock; nil is time.Now
}

// Open opens a database, proves that it keeps what it acknowledges, and brings it to
// this release's schema or refuses: ErrNotDurable, ErrInUse, ErrDamaged,
// ErrNewerSchema and ErrOutdatedSchema each come with one sentence for the person
// who starts the console. The caller closes the store.
func Open(ctx context.Context, c Config) (*Store, error) {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	open, dsn := openSQLite, sqlitePath(c.DSN)
	if isPostgres(c.DSN) {
		open, dsn = openPostgres, c.DSN
	}
	sealer, err := newSealer(c.Key)
	if err != nil {
		return nil, err
	}
	db, err := open(ctx, dsn, c)
	if err != nil {
		return nil, err
	}
	db.sealer = sealer
	db.now = func() time.Time { return c.Now().UTC().Truncate(time.Microsecond) }
	db.log = c.Log
	db.watch(slowQueries{c.Log})
	s := &Store{read: db.reader, write: db.writer, database: db}
	if err := s.ready(ctx, c); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// ready checks schema and content and starts the receiver.
func (s *Store) ready(ctx context.Context, c Config) error {
	if err := s.settleSchema(ctx, c.Migrate || s.release != nil); err != nil {
		return err
	}
	if c.Beside {
		return nil
	}
	receiver, err := newReceiver(s)
	if err != nil {
		return err
	}
	s.receiver = receiver
	if s.isSQLite() {
		s.copier = newCopier(s.database)
	}
	s.decider, err = newDecider(s)
	return err
}

// Close lets messages already taken be committed, then closes the database.
func (s *Store) Close() error {
	var errs []error
	if s.decider != nil {
		errs = append(errs, s.decider.end())
	}
	if s.receiver != nil {
		s.receiver.close()
	}
	if s.copier != nil {
		s.copier.stop()
	}
	for _, pool := range s.pools() {
		errs = append(errs, pool.Close())
	}
	if s.release != nil {
		errs = append(errs, s.release())
	}
	return errors.Join(errs...)
}

// Healthy is nil while messages can be recorded. A PostgreSQL that does not answer within
// a second may come back.
func (s *Store) Healthy() error {
	if err := s.Stopped(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return translate("reach the database", s.reader.PingContext(ctx))
}

// Stopped is nil until a commit to SQLite whose outcome is unknown. From then on nothing is
// recorded or decided until the database is opened anew, which shows the outcome.
func (s *Store) Stopped() error {
	if s.receiver != nil {
		if err := s.receiver.healthy(); err != nil {
			return err
		}
	}
	if s.decider != nil {
		return s.decider.healthy()
	}
	return nil
}

// InTx runs f in one transaction: both of two writes happen, or neither. f must use
// the store it is given, never the outer one, and may be run again when it lost a
// race, or its connection. An error from f, or a panic, undoes everything. Inside a transaction f joins
// it.
func (s *Store) InTx(ctx context.Context, f func(ctx context.Context, tx *Store) error) error {
	if s.inTx {
		return f(ctx, s)
	}
	var err error
	for range 3 {
		committing := false
		err = s.writer.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
			err := f(ctx, &Store{read: tx, write: tx, database: s.database, inTx: true})
			committing = err == nil
			return err
		})
		if !repeatable(err) && (committing || !lost(err)) {
			break
		}
	}
	if err != nil {
		return fmt.Errorf("in a transaction: %w", known(err))
	}
	s.news.tell()
	return nil
}

// told wakes those who wait for news, unless a transaction will do it when it ends.
func (s *Store) told() {
	if !s.inTx {
		s.news.tell()
	}
}

func (d *database) isSQLite() bool { return d.writer.Dialect().Name() == dialect.SQLite }

// watch lets the hook see every query of both pools.
func (d *database) watch(hook bun.QueryHook) {
	one := d.reader == d.writer
	d.reader, d.writer = d.reader.WithQueryHook(hook), d.writer.WithQueryHook(hook)
	if one {
		d.reader = d.writer
	}
}

func (d *database) pools() []*bun.DB {
	if d.reader == d.writer {
		return []*bun.DB{d.writer}
	}
	return []*bun.DB{d.reader, d.writer}
}

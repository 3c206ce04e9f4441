package store_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"carddeck/marqeta/webhook"
	"carddeck/store"
	"carddeck/store/storetest"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// BenchmarkRecord measures messages per second into SQLite, in turns: through the
// store, through a group commit written by hand with the same driver and the same rows,
// and with a durable transaction for each message. Each iteration is one turn of each;
// the metrics are medians. Run it with -benchtime 5x or more.
func BenchmarkRecord(b *testing.B) {
	for _, writers := range []int{1, 16, 64, 256} {
		b.Run(fmt.Sprintf("sqlite/%d-writers", writers), func(b *testing.B) {
			dir := b.TempDir()
			viaStore := storetest.Open(b, store.Config{DSN: filepath.Join(dir, "store.db")})
			byHand, single := newByHand(b, filepath.Join(dir, "hand.db")), newByHand(b, filepath.Join(dir, "single.db"))
			go byHand.run()
			turns(b, writers, map[string]func(webhook.Message) error{
				"store":  func(m webhook.Message) error { return viaStore.Record(context.Background(), m) },
				"hand":   byHand.record,
				"single": single.single,
			})
		})
	}
}

// BenchmarkRecordPostgres is the same on PostgreSQL, whose files are in memory here. By
// hand is one COPY of all messages and one of all notifications in a transaction, which
// could not tell a repeated notification.
func BenchmarkRecordPostgres(b *testing.B) {
	for _, writers := range []int{1, 16, 64, 256} {
		b.Run(fmt.Sprintf("%d-writers", writers), func(b *testing.B) {
			viaStore := storetest.Open(b, store.Config{DSN: storetest.Postgres(b)})
			config, err := pgxpool.ParseConfig(storetest.Postgres(b))
			if err != nil {
				b.Fatal(err)
			}
			config.MaxConns = 32
			pool, err := pgxpool.NewWithConfig(context.Background(), config)
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(pool.Close)
			h := &byHand{waiting: make(chan waiting, 4096)}
			h.write = copyByHand(pool)
			go h.run()
			turns(b, writers, map[string]func(webhook.Message) error{
				"store":  func(m webhook.Message) error { return viaStore.Record(context.Background(), m) },
				"hand":   h.record,
				"single": h.single,
			})
		})
	}
}

func copyByHand(pool *pgxpool.Pool) func([]waiting) error {
	var number atomic.Int64
	return func(group []waiting) error {
		ctx := context.Background()
		last := number.Add(int64(len(group)))
		return pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
			id := func(i int) int64 { return last - int64(i) }
			if _, err := tx.CopyFrom(ctx, pgx.Identifier{"messages"}, []string{"id", "body", "header", "received_at", "remote", "signature"},
				pgx.CopyFromSlice(len(group), func(i int) ([]any, error) {
					m := group[i].m
					return []any{id(i), m.Body, []byte(`{"Content-Type":"application/json"}`), m.ReceivedAt, m.Remote, string(m.Signature)}, nil
				})); err != nil {
				return err
			}
			_, err := tx.CopyFrom(ctx, pgx.Identifier{"notifications"}, []string{"message_id", "position", "byte_start", "byte_length", "family", "token",
				"type", "state", "digest", "status", "received_at", "reason", "attempts", "duplicates"},
				pgx.CopyFromSlice(len(group), func(i int) ([]any, error) {
					m, n := group[i].m, group[i].m.Notifications[0]
					return []any{id(i), 0, n.Offset, n.Length, n.Family, n.Token, n.Type, n.State, group[i].digest[:], "stored", m.ReceivedAt, "", 0, 0}, nil
				}))
			return err
		})
	}
}

// turns lets writers send fresh messages through each variant in turn and reports
// rates, and ratios to the store's.
func turns(b *testing.B, writers int, variants map[string]func(webhook.Message) error) {
	body, err := os.ReadFile("../marqeta/webhook/testdata/authorization.json")
	if err != nil {
		b.Fatal(err)
	}
	names := make([]string, 0, len(variants))
	for name := range variants {
		names = append(names, name)
	}
	slices.Sort(names)
	rates := map[string][]float64{}
	var number atomic.Int64
	for b.Loop() {
		for _, name := range names {
			messages := 60 * writers
			if name == "single" {
				messages = max(writers, 600)
			}
			messages = max(messages, 2000)
			var group sync.WaitGroup
			var sent atomic.Int64
			began := time.Now()
			for range writers {
				group.Go(func() {
					for sent.Add(1) <= int64(messages) {
						if err := variants[name](fresh(body, number.Add(1))); err != nil {
							b.Error(err)
							return
						}
					}
				})
			}
			group.Wait()
			rates[name] = append(rates[name], float64(messages)/time.Since(began).Seconds())
		}
	}
	for name, all := range rates {
		b.ReportMetric(median(all), name+"/s")
		if name != "store" {
			ratios := make([]float64, len(all))
			for i := range all {
				ratios[i] = rates["store"][i] / all[i]
			}
			b.ReportMetric(median(ratios), "x-"+name)
		}
	}
	b.ReportMetric(0, "ns/op")
}

func median(all []float64) float64 {
	all = slices.Sorted(slices.Values(all))
	return all[len(all)/2]
}

// fresh is the sample with another token, as if the decoder had just read it. Like the
// platform's, the tokens lie all over an index.
func fresh(sample []byte, n int64) webhook.Message {
	body := slices.Clone(sample)
	mixed := uint64(n) * 0x9e3779b97f4a7c15
	token := fmt.Sprintf("%08x-0b9e-4c05-8f11-%012x", mixed>>32, mixed&0xffffffff)
	copy(body[bytes.Index(body, []byte("75c2a4de")):], token)
	return webhook.Message{Body: body, ReceivedAt: noon, Remote: "192.0.2.7:4711", Signature: webhook.Unchecked, Header: map[string]string{"Content-Type": "application/json"},
		Notifications: []webhook.Notification{{Family: webhook.Transaction, Token: token, Type: "authorization", State: "PENDING",
			Offset: 17, Length: len(body) - 19}}}
}

// byHand is a group commit with nothing around it.
type byHand struct {
	write   func([]waiting) error
	waiting chan waiting
}

type waiting struct {
	m      webhook.Message
	digest [sha256.Size]byte
	done   chan error
}

// newByHand writes over database/sql, with prepared statements.
func newByHand(b *testing.B, path string) *byHand {
	if err := open(path); err != nil { // for the schema
		b.Fatal(err)
	}
	q := url.Values{"_txlock": {"immediate"}, "_pragma": {"busy_timeout(5000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
		"cache_size(-16384)", "wal_autocheckpoint(8000)"}}
	db, err := sql.Open("sqlite", "file:"+path+"?"+q.Encode())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	db.SetMaxOpenConns(1)
	messages, err := db.Prepare("INSERT INTO messages (body, header, received_at, remote, signature) VALUES (?, ?, ?, ?, ?)")
	if err != nil {
		b.Fatal(err)
	}
	notifications, err := db.Prepare(`INSERT INTO notifications (message_id, position, byte_start, byte_length, family, token,
		type, state, digest, status, received_at, reason, attempts, duplicates) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, 0)`)
	if err != nil {
		b.Fatal(err)
	}
	return &byHand{insertByHand(db, messages, notifications), make(chan waiting, 4096)}
}

func (h *byHand) record(m webhook.Message) error {
	w := waiting{m, sha256.Sum256(m.Raw(0)), make(chan error, 1)}
	h.waiting <- w
	return <-w.done
}

func (h *byHand) run() {
	for w := range h.waiting {
		group := []waiting{w}
	fill:
		for len(group) < 512 {
			select {
			case w := <-h.waiting:
				group = append(group, w)
			default:
				break fill
			}
		}
		err := h.write(group)
		for _, w := range group {
			w.done <- err
		}
	}
}

func insertByHand(db *sql.DB, messages, notifications *sql.Stmt) func([]waiting) error {
	return func(group []waiting) error {
		tx, err := db.Begin()
		if err != nil {
			return err
		}
		defer func() { _ = tx.Rollback() }()
		messages, notifications := tx.Stmt(messages), tx.Stmt(notifications)
		for _, w := range group {
			at := w.m.ReceivedAt.UnixMicro()
			r, err := messages.Exec(w.m.Body, []byte(`{"Content-Type":"application/json"}`), at, w.m.Remote, string(w.m.Signature))
			if err != nil {
				return err
			}
			id, err := r.LastInsertId()
			if err != nil {
				return err
			}
			n := w.m.Notifications[0]
			if _, err := notifications.Exec(id, 0, n.Offset, n.Length, n.Family, n.Token, n.Type, n.State, w.digest[:], "stored", at); err != nil {
				return err
			}
		}
		return tx.Commit()
	}
}

// single writes each message in a transaction of its own.
func (h *byHand) single(m webhook.Message) error {
	return h.write([]waiting{{m, sha256.Sum256(m.Raw(0)), nil}})
}

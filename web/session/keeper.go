package session

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/gorilla/sessions"
)

// Row is a session as the database keeps it. IDHash is the SHA-256 of the cookie's id,
// so that a copy of the database signs nobody in.
type Row struct {
	IDHash     []byte
	OperatorID int64
	Values     []byte // JSON
	CreatedAt  time.Time
	SeenAt     time.Time
	IdleEnd    time.Time // end unless used before
	End        time.Time // end, whatever the activity
}

// ErrNone is what Rows gives for an id that it does not know.
var ErrNone = errors.New("no such session")

// Rows is where sessions live.
type Rows interface {
	// LoadSession gives the row while it is live, or ErrNone.
	LoadSession(ctx context.Context, idHash []byte, now time.Time) (Row, error)
	// AddSession writes a new row.
	AddSession(ctx context.Context, row Row) error
	// SaveSession writes a known row again, or gives ErrNone when it has ended: one that
	// was ended must not come back to life.
	SaveSession(ctx context.Context, row Row) error
	// SeeSession notes that the session was used and until when that keeps it.
	SeeSession(ctx context.Context, idHash []byte, at, idleEnd time.Time) error
	// DropSession ends the session. Ending an unknown one is not an error.
	DropSession(ctx context.Context, idHash []byte) error
}

// Options sets how long sessions last and how their cookie is called.
type Options struct {
	Cookie   string        // name; "__Host-" is put in front when Secure
	Secure   bool          // the console is reached over https
	Idle     time.Duration // unused this long, a session ends
	Absolute time.Duration // whatever happens, a session ends
	Now      func() time.Time
}

// Keeper is gorilla's Store over rows.
type Keeper struct {
	rows Rows
	o    Options
}

var _ sessions.Store = (*Keeper)(nil)

// NewKeeper checks the options and makes a keeper.
func NewKeeper(rows Rows, o Options) (*Keeper, error) {
	if o.Cookie == "" || o.Idle <= 0 || o.Absolute < o.Idle || o.Now == nil {
		return nil, errors.New("session: cookie name, idle time, absolute time and clock are needed")
	}
	if o.Secure {
		o.Cookie = "__Host-" + o.Cookie
	}
	return &Keeper{rows, o}, nil
}

// Get gives the session of the request, read once.
func (k *Keeper) Get(r *http.Request, name string) (*sessions.Session, error) {
	return sessions.GetRegistry(r).Get(k, name)
}

// New reads the session that the cookie names. A cookie that is forged, ended or timed
// out gives a fresh session without an error: its bearer is simply not signed in.
func (k *Keeper) New(r *http.Request, name string) (*sessions.Session, error) {
	s := sessions.NewSession(k, name)
	s.IsNew = true
	cookie, err := r.Cookie(name)
	if err != nil || len(cookie.Value) > 64 {
		return s, nil
	}
	now := k.o.Now()
	row, err := k.rows.LoadSession(r.Context(), hash(cookie.Value), now)
	if errors.Is(err, ErrNone) {
		return s, nil
	}
	if err != nil {
		return s, fmt.Errorf("load session: %w", err)
	}
	text := map[string]string{}
	if err := json.Unmarshal(row.Values, &text); err != nil {
		return s, fmt.Errorf("read session: %w", err)
	}
	for key, value := range text {
		s.Values[key] = value
	}
	s.Values[operatorKey] = row.OperatorID
	s.Values[createdKey] = row.CreatedAt
	s.ID, s.IsNew = cookie.Value, false
	if now.Sub(row.SeenAt) >= seenEvery && !unattended(r) {
		if err := k.rows.SeeSession(r.Context(), row.IDHash, now, now.Add(k.o.Idle)); err != nil {
			return s, fmt.Errorf("note session: %w", err)
		}
	}
	return s, nil
}

// seenEvery bounds how often a session in use is written.
const seenEvery = time.Minute

// unattended tells a region of a page that asks for itself again and again, which is no
// sign of anybody being there: a forgotten tab must not keep its session alive.
func unattended(r *http.Request) bool {
	region := r.Header.Get("HX-Target")
	return region != "" && r.Header.Get("HX-Trigger") == region
}

type createdAt struct{}

var createdKey createdAt

// Save writes the row and, for a new id, the cookie.
func (k *Keeper) Save(r *http.Request, w http.ResponseWriter, s *sessions.Session) error {
	now := k.o.Now()
	write := k.rows.SaveSession
	created, known := s.Values[createdKey].(time.Time)
	if s.ID == "" || !known {
		write = k.rows.AddSession
		s.ID, created = rand.Text()+rand.Text(), now
		s.Values[createdKey] = created
		http.SetCookie(w, k.cookie(s.ID, int(k.o.Absolute.Seconds())))
	}
	text := map[string]string{}
	for key, value := range s.Values {
		if name, ok := key.(string); ok {
			if v, ok := value.(string); ok {
				text[name] = v
			}
		}
	}
	values, err := json.Marshal(text)
	if err != nil {
		return fmt.Errorf("write session: %w", err)
	}
	operator, _ := s.Values[operatorKey].(int64)
	err = write(r.Context(), Row{
		IDHash: hash(s.ID), OperatorID: operator, Values: values,
		CreatedAt: created, SeenAt: now, IdleEnd: now.Add(k.o.Idle), End: created.Add(k.o.Absolute),
	})
	if errors.Is(err, ErrNone) {
		return nil // it was ended while this request ran; the next one finds nobody
	}
	return err
}

// Load puts the session into the request's context.
func (k *Keeper) Load(r *http.Request) (*http.Request, error) {
	raw, err := k.Get(r, k.o.Cookie)
	if err != nil {
		return r, err
	}
	s := &Session{keeper: k, raw: raw}
	return r.WithContext(context.WithValue(r.Context(), key{}, s)), nil
}

func (k *Keeper) end(ctx context.Context, id string) error {
	if id == "" {
		return nil
	}
	if err := k.rows.DropSession(ctx, hash(id)); err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	return nil
}

func (k *Keeper) cookie(value string, maxAge int) *http.Cookie {
	return &http.Cookie{
		Name: k.o.Cookie, Value: value, Path: "/", MaxAge: maxAge,
		HttpOnly: true, Secure: k.o.Secure, SameSite: http.SameSiteLaxMode,
	}
}

func hash(id string) []byte {
	sum := sha256.Sum256([]byte(id))
	return sum[:]
}

package reconcile_test

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/ledger"
	"carddeck/marqeta/sandbox"
	"carddeck/store"
	"carddeck/web/reconcile"
	"carddeck/web/webtest"
)

// desk is a console with a keeper whose clock the test moves, the console's own with it.
type desk struct {
	*webtest.App
	t     *testing.T
	ahead time.Duration
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{App: webtest.New(t), t: t}
	d.Gateway("5000.00")
	return d
}

func (d *desk) later(by time.Duration) { d.ahead += by; d.Later(by) }

func (d *desk) now() time.Time { return time.Now().Add(d.ahead) }

func (d *desk) keeper(p reconcile.Program) *reconcile.Keeper {
	return reconcile.New(p, d.Store, d.now, slog.New(slog.DiscardHandler))
}

// fault makes something go wrong at the platform.
func (d *desk) fault(body string) {
	d.t.Helper()
	d.call(http.MethodPost, "/_sandbox/faults", body)
}

func (d *desk) mend() { d.t.Helper(); d.call(http.MethodDelete, "/_sandbox/faults", "") }

func (d *desk) call(method, path, body string) {
	d.t.Helper()
	r, err := http.NewRequestWithContext(d.t.Context(), method, d.Machines.URL+"/v3"+path, strings.NewReader(body))
	if err != nil {
		d.t.Fatal(err)
	}
	r.SetBasicAuth(marqeta.Secret(sandbox.DefaultApplicationToken).Reveal(), sandbox.DefaultAdminAccessToken.Reveal())
	r.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		d.t.Fatal(err)
	}
	defer res.Body.Close()
	if res.StatusCode > 299 {
		d.t.Fatalf("%s %s: %s", method, path, res.Status)
	}
}

// simulate makes a message at the platform and waits for nothing.
func (d *desk) simulate(kind marqeta.SimulationKind, amount, preceding string) marqeta.Transaction {
	d.t.Helper()
	in := marqeta.Simulation{Amount: new(marqeta.MustAmount(amount)), PrecedingRelatedTransactionToken: preceding}
	if preceding == "" {
		in.CardToken = webtest.GatewayCardToken
	}
	made, err := d.Program.Simulate(d.t.Context(), kind, in)
	if err != nil {
		d.t.Fatal(err)
	}
	return made
}

func (d *desk) held() int64 {
	d.t.Helper()
	a, err := d.Store.Account(d.t.Context(), ledger.Holder{Kind: ledger.User, Token: webtest.GatewayUserToken}, "USD")
	if err != nil {
		d.t.Fatal(err)
	}
	return a.Held
}

// until waits for something that other goroutines bring about.
func (d *desk) until(what string, within time.Duration, so func() bool) time.Duration {
	d.t.Helper()
	began := time.Now()
	for !so() {
		if time.Since(began) > within {
			d.t.Fatalf("not within %s: %s", within, what)
		}
		changed, cancel := d.Store.Subscribe()
		select {
		case <-changed:
		case <-time.After(20 * time.Millisecond): // what another process would tell
		}
		cancel()
	}
	return time.Since(began)
}

func (d *desk) repairs(state store.RepairState) []store.Repair {
	d.t.Helper()
	found, err := d.Store.ListRepairs(d.t.Context(), store.RepairFilter{State: state}, store.Page{})
	if err != nil {
		d.t.Fatal(err)
	}
	return found.Rows
}

// Our approval comes too late by design: the platform declines, and its notification
// gives the money back within five seconds.
func TestLateApprovalsAreReleased(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.fault(`{"funding_source":"` + webtest.GatewaySourceToken + `","effect":"delay","delay":"10s"}`)
	most := time.Duration(0)
	for range 5 {
		made := d.simulate(marqeta.SimulateAuthorization, "20.00", "")
		if made.State != marqeta.StateDeclined {
			t.Fatalf("the platform says %s, %+v", made.State, made.Response)
		}
		if took := d.until("the hold is released", 5*time.Second, func() bool { return d.held() == 0 }); took > most {
			most = took
		}
	}
	d.until("the late approvals are noted", 5*time.Second, func() bool { return len(d.repairs(store.RepairSettled)) == 5 })
	t.Logf("5 approvals late by design, released after %s at most", most.Round(time.Millisecond))
	for _, r := range d.repairs(store.RepairSettled) {
		if r.Kind != store.LateApproval || r.Found != 2000 {
			t.Errorf("repair %+v", r)
		}
	}
}

// A notification is lost. Asked about our decision, the platform tells what it made of
// it, and the ledger follows.
func TestALostNotificationIsAskedFor(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.fault(`{"webhook":"*","effect":"drop"}`)
	kept := d.simulate(marqeta.SimulateAuthorization, "20.00", "")
	d.fault(`{"funding_source":"` + webtest.GatewaySourceToken + `","effect":"delay","delay":"10s"}`)
	late := d.simulate(marqeta.SimulateAuthorization, "30.00", "")
	if kept.State != marqeta.StatePending || late.State != marqeta.StateDeclined || d.held() != 5000 {
		t.Fatalf("%s, %s, held %d", kept.State, late.State, d.held())
	}
	k := d.keeper(d.Program)
	if err := k.Decisions(t.Context()); err != nil || d.held() != 5000 {
		t.Errorf("at once: %v, held %d", err, d.held())
	}
	d.later(store.ReportPatience + time.Minute)
	if err := k.Decisions(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.until("the declined one is released", 5*time.Second, func() bool { return d.held() == 2000 })
	one, err := d.Store.WaitTransaction(t.Context(), kept.Token)
	if err != nil || one.State != "PENDING" {
		t.Fatalf("transaction %+v, %v", one, err)
	}
	n, err := d.Store.Notification(t.Context(), one.NotificationID)
	if err != nil || n.Header[store.Backfilled] == "" {
		t.Errorf("notification with headers %v, %v", n.Header, err)
	}
}

// none answers that it knows no transaction, and lists none.
type none struct{ marqeta.Client }

func (*none) Transaction(context.Context, string) (marqeta.Transaction, error) {
	return marqeta.Transaction{}, &marqeta.Error{Status: http.StatusNotFound}
}

func (*none) Transactions(context.Context, marqeta.TransactionFilter) (marqeta.Page[marqeta.Transaction], error) {
	return marqeta.Page[marqeta.Transaction]{}, nil
}

func (*none) RelatedTransactions(context.Context, string, marqeta.TransactionFilter) (marqeta.Page[marqeta.Transaction], error) {
	return marqeta.Page[marqeta.Transaction]{}, nil
}

// deaf answers nothing at all, as with a wrong address.
type deaf struct{ none }

func (*deaf) Transactions(context.Context, marqeta.TransactionFilter) (marqeta.Page[marqeta.Transaction], error) {
	return marqeta.Page[marqeta.Transaction]{}, &marqeta.Error{Status: http.StatusNotFound}
}

// Silence releases nothing; that the platform knows no such transaction does, hours later.
func TestHoldsAreReleasedOnEvidenceOnly(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.fault(`{"webhook":"*","effect":"drop"}`)
	d.simulate(marqeta.SimulateAuthorization, "20.00", "")
	silent, unknowing := d.keeper(&deaf{}), d.keeper(&none{})
	const enough = 25 // with their pauses four hours, however the clock jumps
	for range 40 {
		d.later(11 * time.Minute)
		if err := silent.Decisions(t.Context()); d.ahead > store.ReportPatience && err == nil {
			t.Error("a platform that does not answer passed for one that knows nothing")
		}
	}
	if d.held() != 2000 || len(d.repairs(store.RepairSettled)) != 0 {
		t.Fatalf("held %d, %+v", d.held(), d.repairs(store.RepairSettled))
	}
	polls := 0
	for ; d.held() > 0; polls++ {
		if err := unknowing.Decisions(t.Context()); err != nil || polls == enough {
			t.Fatalf("poll %d: %v, held %d", polls, err, d.held())
		}
		if d.held() > 0 && len(d.repairs(store.RepairOpen)) != 1 {
			t.Errorf("queue %+v", d.repairs(store.RepairOpen))
		}
		d.later(11 * time.Minute)
	}
	if polls != enough || len(d.repairs(store.RepairOpen)) != 0 || len(d.repairs(store.RepairSettled)) != 1 {
		t.Errorf("after %d polls the queue is %+v", polls, d.repairs(store.RepairOpen))
	}
}

// growing adds a purchase whenever a page of the list was read.
type growing struct {
	reconcile.Program
	grow func()
	left atomic.Int64
}

func (g *growing) Transactions(ctx context.Context, f marqeta.TransactionFilter) (marqeta.Page[marqeta.Transaction], error) {
	page, err := g.Program.Transactions(ctx, f)
	if g.left.Add(-1) >= 0 {
		g.grow()
	}
	return page, err
}

// Deliveries are cut. One comparison, while the list goes on growing, fetches everything;
// another finds nothing; and when the deliveries come after all, nothing is there twice.
func TestBackfill(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.fault(`{"webhook":"*","effect":"status","status":503}`) // they come again later
	var made []marqeta.Transaction
	for range 15 {
		bought := d.simulate(marqeta.SimulateAuthorization, "20.00", "")
		made = append(made, bought, d.simulate(marqeta.SimulateAuthorizationClearing, "19.00", bought.Token))
	}
	d.later(10 * time.Minute)
	g := &growing{Program: d.Program, grow: func() { made = append(made, d.simulate(marqeta.SimulateAuthorization, "1.00", "")) }}
	g.left.Store(2)
	k := d.keeper(g)
	b, err := k.Backfill(t.Context(), time.Time{}, time.Time{}, "ada@example.com")
	if err != nil || b.Missing < 30 || b.Behind != 0 {
		t.Fatalf("%+v, %v", b, err)
	}
	t.Logf("%d listed, %d missing, %d behind", b.Looked, b.Missing, b.Behind)
	if b, err = k.Backfill(t.Context(), time.Time{}, time.Time{}, ""); err != nil || b.Missing > 2 {
		t.Fatalf("again: %+v, %v", b, err)
	}
	if b, err = k.Backfill(t.Context(), time.Time{}, time.Time{}, ""); err != nil || b.Missing != 0 || b.Behind != 0 || b.Looked != int64(len(made)) {
		t.Fatalf("a third time, of %d: %+v, %v", len(made), b, err)
	}
	for _, m := range made {
		if _, err := d.Store.WaitTransaction(t.Context(), m.Token); err != nil {
			t.Fatal(err)
		}
	}
	d.mend()
	d.until("deliveries come after all", 20*time.Second, func() bool {
		n, err := d.Store.ListNotifications(t.Context(), store.NotificationFilter{Token: made[0].Token}, store.Page{})
		return err == nil && len(n.Rows) > 0 && (len(n.Rows) > 1 || n.Rows[0].Duplicates > 0)
	})
	if n, err := d.Store.ListNotifications(t.Context(), store.NotificationFilter{Status: store.Flagged}, store.Page{}); err != nil || len(n.Rows) > 0 {
		t.Errorf("contradictions: %+v, %v", n.Rows, err)
	}
	c, known, err := d.Store.Coverage(t.Context())
	if want := b.BeganAt.Add(-reconcile.Settling); err != nil || !known || c.Until.Before(want.Add(-time.Minute)) || c.Until.After(want) {
		t.Errorf("coverage %+v, %v; want until %v", c, err, want)
	}
}

// A day is compared to the cent: what is missing is fetched, what differs is told.
func TestADayIsReconciled(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	bought := d.Ask(marqeta.SimulateAuthorization, marqeta.Simulation{Amount: new(marqeta.MustAmount("20.00"))})
	d.fault(`{"webhook":"*","effect":"drop"}`)
	lost := d.simulate(marqeta.SimulateAuthorizationClearing, "20.00", bought.Token)
	d.later(10 * time.Minute)
	k := d.keeper(d.Program)
	r, err := k.Day(t.Context(), lost.CreatedTime.Time, "ada@example.com")
	if err != nil || r.Theirs != 2 || r.Ours != 1 || r.Explained != 2 || r.Unexplained != 0 || r.Matched != 0 {
		t.Fatalf("%+v, %v", r, err)
	}
	if sums := r.Sums(); len(sums) != 1 || sums[0] != (store.ReconciliationTotal{Currency: "USD", Ours: 2000, Theirs: 4000}) {
		t.Errorf("totals %+v", sums)
	}
	if _, err := d.Store.WaitTransaction(t.Context(), lost.Token); err != nil {
		t.Fatal(err)
	}
	d.until("the lifecycle is over here too", 5*time.Second, func() bool {
		one, err := d.Store.Transaction(t.Context(), bought.Token)
		return err == nil && one.State == "CLEARED"
	})
	if r, err = k.Day(t.Context(), lost.CreatedTime.Time, ""); err != nil || r.Matched != 2 || r.Explained+r.Unexplained != 0 {
		items, _ := d.Store.ReconciliationItems(t.Context(), r.Day)
		t.Errorf("again: %+v, %v, %+v", r, err, items)
	}
	// Another platform knows nothing of it: it is new, and that explains it; it is old, and nothing does.
	stranger := d.keeper(&none{})
	if r, err = stranger.Day(t.Context(), lost.CreatedTime.Time, ""); err != nil || r.Explained != 2 || r.Unexplained != 0 {
		t.Errorf("young: %+v, %v", r, err)
	}
	d.later(reconcile.Settling)
	if r, err = stranger.Day(t.Context(), lost.CreatedTime.Time, ""); err != nil || r.Unexplained != 2 {
		t.Errorf("old: %+v, %v", r, err)
	}
	if err := d.Store.ExplainDifference(t.Context(), r.Day, lost.Token, store.MissingThere, "a drill", "ada@example.com"); err != nil {
		t.Fatal(err)
	}
	if r, err = stranger.Day(t.Context(), lost.CreatedTime.Time, ""); err != nil || r.Unexplained != 1 || r.Explained != 1 {
		t.Errorf("after an explanation: %+v, %v", r, err)
	}
}

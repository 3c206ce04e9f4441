package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"carddeck/marqeta"
	"carddeck/marqeta/jit"
	"carddeck/marqeta/jit/rule"
)

// Gateway is how funding requests of one program gateway funding source are treated.
type Gateway struct {
	Source           string `bun:",pk"` // the funding source's token; "" for every source without a row of its own
	Mode             jit.Mode
	RulesVersion     int64 // 0: the rules that everybody begins with
	UpstreamURL      string
	UpstreamUsername string
	UpstreamPassword []byte    // sealed; nil when none was given
	Version          int64     // counts changes
	ChangedBy        string    // email of an operator; empty for the first settings
	ChangedAt        time.Time `bun:",nullzero"`
}

// ListGateways gives all settings, the default first; a program has few.
func (s *Store) ListGateways(ctx context.Context) ([]Gateway, error) {
	var rows []Gateway
	err := s.read.NewSelect().Model(&rows).OrderExpr("source").Limit(MaxLimit).Scan(ctx)
	return rows, translate("list gateways", err)
}

// Gateway gives the settings of a funding source; ErrNotFound when it has none of its own.
func (s *Store) Gateway(ctx context.Context, source string) (Gateway, error) {
	var g Gateway
	err := s.read.NewSelect().Model(&g).Where("source = ?", source).Scan(ctx)
	return g, translate("find gateway", err)
}

// PutGateway changes mode and upstream of a gateway from the version in g on, or adds one
// when that is 0. ErrStale when somebody was quicker, ErrNoUpstream when it is to observe
// nobody. An empty password stays what it was as long as there is an address. Rules stay
// what they are; one that is added goes on with those of the default, which it followed.
func (s *Store) PutGateway(ctx context.Context, g Gateway, password marqeta.Secret) error {
	if g.lacksUpstream() {
		return translate("put gateway", ErrNoUpstream)
	}
	from := g.Version
	g.Version, g.ChangedAt, g.UpstreamPassword = from+1, s.now(), nil
	columns := []string{"mode", "upstream_url", "upstream_username", "version", "changed_by", "changed_at"}
	if password != "" {
		sealed, err := s.sealer.seal("gateway "+g.Source, password)
		if err != nil {
			return translate("put gateway", err)
		}
		g.UpstreamPassword = sealed
	}
	if password != "" || g.UpstreamURL == "" {
		columns = append(columns, "upstream_password")
	}
	if from == 0 {
		if err := s.inherit(ctx, &g); err != nil {
			return err
		}
		if _, err := s.write.NewInsert().Model(&g).Exec(ctx); err != nil {
			return translate("add gateway", err)
		}
		s.settled()
		return nil
	}
	return s.replaceGateway(ctx, g, from, columns...)
}

func (g Gateway) lacksUpstream() bool { return g.Mode == jit.Observe && g.UpstreamURL == "" }

// inherit takes over from the default what no form holds: the rules, and the password of an
// upstream that stays the same.
func (s *Store) inherit(ctx context.Context, g *Gateway) error {
	was, err := s.Gateway(ctx, "")
	if missing(err) {
		return nil
	}
	if err != nil {
		return err
	}
	g.RulesVersion = was.RulesVersion
	if g.UpstreamPassword != nil || was.UpstreamPassword == nil || g.UpstreamURL != was.UpstreamURL || g.UpstreamUsername != was.UpstreamUsername {
		return nil
	}
	password, err := s.sealer.open("gateway ", was.UpstreamPassword)
	if err == nil {
		g.UpstreamPassword, err = s.sealer.seal("gateway "+g.Source, password)
	}
	return translate("take over the default's password", err)
}

func (s *Store) replaceGateway(ctx context.Context, g Gateway, from int64, columns ...string) error {
	r, err := s.write.NewUpdate().Model(&g).Column(columns...).Where("source = ?", g.Source).Where("version = ?", from).Exec(ctx)
	if err != nil {
		return translate("change gateway", err)
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return translate("change gateway", orStale(err))
	}
	s.settled()
	return nil
}

func orStale(err error) error {
	if err == nil {
		return ErrStale
	}
	return err
}

// settled wakes who keeps settings in memory.
func (s *Store) settled() {
	s.settings.tell()
	s.told()
}

// LoadGateways gives the settings in force as the endpoint needs them. A gateway whose
// rules or secrets cannot be read, or that observes nobody, is closed, and the error says
// so of each.
func (s *Store) LoadGateways(ctx context.Context) (all []jit.Gateway, faults []error, err error) {
	rows, err := s.ListGateways(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, row := range rows {
		g, err := s.compile(ctx, row)
		if err != nil {
			faults = append(faults, fmt.Errorf("gateway %q is closed: %w", row.Source, err))
			g.Mode = jit.Closed
		}
		all = append(all, g)
	}
	return all, faults, nil
}

func (s *Store) compile(ctx context.Context, row Gateway) (jit.Gateway, error) {
	g := jit.Gateway{Source: row.Source, Mode: row.Mode, Upstream: jit.Upstream{URL: row.UpstreamURL, Username: row.UpstreamUsername}}
	rules := rule.First()
	if row.RulesVersion > 0 {
		kept, err := s.Rules(ctx, row.RulesVersion)
		if err != nil {
			return g, err
		}
		rules = kept.Set
	}
	policy, err := rules.Policy()
	if err != nil {
		return g, err
	}
	g.Policy = policy
	if row.lacksUpstream() {
		return g, ErrNoUpstream
	}
	if row.UpstreamPassword != nil {
		g.Upstream.Password, err = s.sealer.open("gateway "+row.Source, row.UpstreamPassword)
	}
	return g, err
}

// NotInForce is the alarm of settings that cannot be read.
const NotInForce jit.Alarm = "settings not in force"

// RunGateways keeps into as the settings in force until ctx ends: after every change made
// here, and at each tick for those of other consoles on the same database. What cannot be
// read any more stays as it was.
func (s *Store) RunGateways(ctx context.Context, into *jit.Gateways, tick <-chan time.Time) error {
	changed, cancel := s.settings.subscribe()
	defer cancel()
	told := ""
	for {
		all, faults, err := s.LoadGateways(ctx)
		if ctx.Err() != nil {
			return nil
		}
		if err == nil {
			into.Set(all)
		}
		if fault := errors.Join(append(faults, err)...); fault == nil {
			told = ""
		} else if fault.Error() != told {
			told = fault.Error()
			s.log.ErrorContext(ctx, "read the gateways' settings", "error", fault)
			err := s.RaiseAlarm(ctx, GatewayAlarm{Kind: NotInForce, Detail: told})
			if err != nil && ctx.Err() == nil {
				s.log.ErrorContext(ctx, "read the gateways' settings", "error", err)
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-changed:
		case <-tick:
		}
	}
}

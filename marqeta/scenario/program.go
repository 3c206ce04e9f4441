package scenario

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/uuid"
)

// maker makes one object of a run's own.
type maker struct {
	path string
	body map[string]any
	more jsontext.Value
}

// setUp makes the scenario's card program and starts the endpoint that the platform
// calls, as far as there is need. stop ends the endpoint and switches its webhook off;
// what was made stays, to be looked at.
func (p *player) setUp(ctx context.Context) (stop func(), err error) {
	makers, err := p.makers()
	if err != nil {
		return nil, err
	}
	for _, m := range makers {
		if err := p.make(ctx, m); err != nil {
			return nil, errors.Join(err, p.tearDown(ctx))
		}
	}
	return func() { _ = p.tearDown(ctx) }, nil
}

func (p *player) makers() ([]maker, error) {
	var out []maker
	secret := "Aa1!" + uuid.NewString()
	if p.scenario.Listens() {
		var err error
		if p.endpoint, err = listen(); err != nil {
			return nil, err
		}
	}
	if slices.ContainsFunc(p.scenario.Steps, func(s Step) bool { return s.Notified }) {
		p.webhook = p.run + "-wh"
		out = append(out, maker{"/webhooks", map[string]any{"token": p.webhook, "name": p.run, "active": true, "events": []string{"transaction.*"},
			"config": map[string]any{"url": p.endpoint.address + "/notifications", "basic_auth_username": "scenario", "basic_auth_password": secret}}, nil})
	}
	if p.scenario.Program == nil {
		return out, nil
	}
	own, err := p.program(*p.scenario.Program, secret)
	return append(out, own...), err
}

// program gives what the scenario's own program is made of.
func (p *player) program(own Program, secret string) ([]maker, error) {
	var out []maker
	source, product, user := p.run+"-gw", p.run+"-cp", p.run+"-us"
	p.card = p.run + "-ca"
	config := map[string]any{"card_life_cycle": map[string]any{"activate_upon_issue": true}}
	if own.Source != "" {
		filled, err := fill(own.Source, p.look)
		if err != nil {
			return nil, err
		}
		p.source = filled
	}
	switch own.Funding {
	case Gateway:
		out = append(out, maker{"/fundingsources/programgateway", map[string]any{"token": source, "name": p.run, "active": true, "url": p.endpoint.address + "/jit",
			"basic_auth_username": "scenario", "basic_auth_password": secret, "timeout_millis": 1000}, nil})
		config["jit_funding"] = map[string]any{"programgateway_funding_source": map[string]any{
			"enabled": true, "funding_source_token": source, "refunds_destination": "GATEWAY"}}
	case Managed:
		config["jit_funding"] = map[string]any{"program_funding_source": map[string]any{
			"enabled": true, "funding_source_token": p.source, "refunds_destination": "PROGRAM_FUNDING_SOURCE"}}
	}
	more, err := p.filled(own.Config)
	if err != nil {
		return nil, err
	}
	full, err := merge(config, more)
	if err != nil {
		return nil, err
	}
	people, err := p.filled(own.User)
	if err != nil {
		return nil, err
	}
	cards, err := p.filled(own.Card)
	if err != nil {
		return nil, err
	}
	said, err := json.Marshal(map[string]string{"card_product": product, "user": user, "card": p.card, "funding_source": p.source})
	p.said["program"] = said
	return append(out,
		maker{"/cardproducts", map[string]any{"token": product, "name": p.run, "start_date": "2020-01-01", "config": full}, nil},
		maker{"/users", map[string]any{"token": user, "first_name": "Scenario"}, people},
		maker{"/cards", map[string]any{"token": p.card, "user_token": user, "card_product_token": product}, cards}), err
}

// tearDown works also when the caller has gone away.
func (p *player) tearDown(ctx context.Context) error {
	var errs []error
	if p.webhook != "" {
		_, _, err := p.api.Call(context.WithoutCancel(ctx), http.MethodPut, "/webhooks/"+p.webhook, map[string]any{"active": false})
		errs = append(errs, err)
	}
	if p.endpoint != nil {
		errs = append(errs, p.endpoint.close())
	}
	return errors.Join(errs...)
}

// make posts something new and wants 201.
func (p *player) make(ctx context.Context, m maker) error {
	body, err := merge(m.body, m.more)
	if err != nil {
		return err
	}
	status, answer, err := p.api.Call(ctx, http.MethodPost, m.path, body)
	switch {
	case err != nil:
		return fmt.Errorf("POST %s: %w", m.path, err)
	case status != http.StatusCreated:
		return fmt.Errorf("POST %s answered %d: %s", m.path, status, answer)
	}
	return nil
}

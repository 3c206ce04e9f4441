// Package auth says who the operator of a request is and what that operator may
// do. Permissions stand beside the route patterns; roles are sets of them.
package auth

import (
	"context"
	"maps"
	"slices"
	"strings"
)

// Permission is one thing that an operator may do.
type Permission string

// Everything that a route can ask for. Public needs nobody; Signed needs any operator.
const (
	Public Permission = "public"
	Signed Permission = "signed in"

	ReadTransactions   Permission = "read transactions"
	ReadCards          Permission = "read cards"
	ReadUsers          Permission = "read users"
	ReadCardProducts   Permission = "read card products"
	ReadFundingSources Permission = "read funding sources"
	ReadSpendControls  Permission = "read spend controls"
	ReadGateways       Permission = "read gateways"
	ReadAccounts       Permission = "read accounts"
	ReadWebhooks       Permission = "read webhooks"
	ReadOperators      Permission = "read operators"
	ReadAudit          Permission = "read audit"
	ReadCases          Permission = "read cases"
	ReadRepairs        Permission = "read repairs"
	ReadCertifications Permission = "read certifications"

	CreateCards         Permission = "create cards"
	MoveCards           Permission = "move cards"
	TerminateCards      Permission = "terminate cards"
	WriteUsers          Permission = "write users"
	MoveUsers           Permission = "move users"
	WriteCardProducts   Permission = "write card products"
	WriteFundingSources Permission = "write funding sources"
	WriteSpendControls  Permission = "write spend controls"
	WriteGateways       Permission = "write gateways"
	WriteRules          Permission = "write rules"
	ProposeEntries      Permission = "propose entries"
	SettleProposals     Permission = "settle proposals"
	LoadAccounts        Permission = "load accounts"
	Simulate            Permission = "simulate"
	WriteWebhooks       Permission = "write webhooks"
	RunNotifications    Permission = "run notifications"
	SettleChanges       Permission = "settle changes"
	ResolveDeclines     Permission = "resolve declines"
	WriteCases          Permission = "write cases"
	WriteRepairs        Permission = "write repairs"
	RunCertifications   Permission = "run certifications"
)

// Role is a named set of permissions. An operator has one.
type Role string

// The roles, from everything to looking only.
const (
	Admin   Role = "admin"
	Ops     Role = "ops"
	Product Role = "product"
	Support Role = "support"
	Auditor Role = "auditor"
)

var reading = []Permission{
	ReadTransactions, ReadCards, ReadUsers, ReadCardProducts, ReadFundingSources, ReadSpendControls, ReadCases, ReadRepairs, ReadCertifications,
	ReadGateways, ReadAccounts,
}

var roles = map[Role][]Permission{
	Admin: slices.Concat(reading, []Permission{
		ReadWebhooks, ReadOperators, ReadAudit,
		CreateCards, MoveCards, TerminateCards, WriteUsers, MoveUsers, WriteCardProducts,
		WriteGateways, WriteRules, ProposeEntries, SettleProposals,
		WriteFundingSources, WriteSpendControls, LoadAccounts, Simulate, WriteWebhooks, RunNotifications, SettleChanges, ResolveDeclines, WriteCases, WriteRepairs, RunCertifications,
	}),
	Ops: slices.Concat(reading, []Permission{
		ReadWebhooks, ReadAudit,
		WriteGateways, WriteRules, ProposeEntries, SettleProposals,
		CreateCards, MoveCards, TerminateCards, WriteUsers, MoveUsers, WriteSpendControls, LoadAccounts, Simulate, RunNotifications, SettleChanges, ResolveDeclines, WriteCases, WriteRepairs, RunCertifications,
	}),
	Product: slices.Concat(reading, []Permission{ReadAudit, WriteCardProducts, WriteSpendControls, WriteRules, Simulate, ResolveDeclines, WriteCases, RunCertifications}),
	Support: slices.Concat(reading, []Permission{MoveCards, WriteUsers, ProposeEntries, Simulate, ResolveDeclines, WriteCases}),
	Auditor: slices.Concat(reading, []Permission{ReadWebhooks, ReadOperators, ReadAudit}),
}

// Roles lists the roles by name.
func Roles() []Role { return slices.Sorted(maps.Keys(roles)) }

// Known reports whether the role exists.
func (r Role) Known() bool { return roles[r] != nil }

// May reports whether the role includes the permission. An unknown role may nothing.
func (r Role) May(p Permission) bool { return slices.Contains(roles[r], p) }

// Operator is the person at the console, as a request needs to know them.
type Operator struct {
	ID    int64
	Name  string
	Email string
	Role  Role
}

// May reports whether the operator may do this. Nobody signed in may only what is public.
func (o Operator) May(p Permission) bool {
	switch p {
	case Public:
		return true
	case Signed:
		return o.ID != 0
	}
	return o.ID != 0 && o.Role.May(p)
}

// Initials gives up to two letters that stand for the operator.
func (o Operator) Initials() string {
	var out []rune
	for _, word := range strings.Fields(o.Name) {
		if len(out) < 2 {
			out = append(out, []rune(strings.ToUpper(word))[0])
		}
	}
	return string(out)
}

type key struct{}

// With puts the operator into the request's context.
func With(ctx context.Context, o Operator) context.Context { return context.WithValue(ctx, key{}, o) }

// From gives the operator of the request; its ID is 0 when nobody is signed in.
func From(ctx context.Context) Operator {
	o, _ := ctx.Value(key{}).(Operator)
	return o
}

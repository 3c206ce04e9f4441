// Package spend is what the pages about spend controls share: how the lists are read from
// Marqeta, what controls say in words, and the panel of those in force.
package spend

import (
	"net/url"

	"carddeck/views/ui"
)

// Section is the entry in the navigation that all these pages belong to.
const Section = "/spend-controls/velocity"

// Kind is one of the lists of the section.
type Kind struct {
	Area string // segment of the address, and area of the audit trail
	Name string // one of them: "velocity control"
	List string // the tab's words
}

// The kinds of the section, in the order of the tabs.
var (
	Velocity       = Kind{"velocity", "velocity control", "Velocity controls"}
	Auth           = Kind{"authorization", "authorization control", "Authorization controls"}
	Exempt         = Kind{"exempt-merchants", "exemption", "Exempt merchants"}
	MCCGroups      = Kind{"mcc-groups", "MCC group", "MCC groups"}
	MerchantGroups = Kind{"merchant-groups", "merchant group", "Merchant groups"}
)

// Path is the address of the kind's list.
func (k Kind) Path() string { return "/spend-controls/" + k.Area }

// Of is the address of one object of the kind.
func (k Kind) Of(token string) string { return k.Path() + "/" + url.PathEscape(token) }

// Trail is the area under which the audit trail keeps changes of the kind.
func (k Kind) Trail() string { return "spend-controls/" + k.Area }

// Tabs lists the kinds, with one of them current.
func Tabs(current Kind) []ui.Tab {
	var out []ui.Tab
	for _, k := range []Kind{Velocity, Auth, Exempt, MCCGroups, MerchantGroups} {
		out = append(out, ui.Tab{Text: k.List, Href: k.Path(), Current: k == current})
	}
	return out
}

// Mark says whether an object is active.
func Mark(active bool) ui.Mark {
	if active {
		return ui.Mark{Tone: ui.Good, Icon: "ok", Text: "Active"}
	}
	return ui.Mark{Tone: ui.Plain, Icon: "pause", Text: "Inactive"}
}

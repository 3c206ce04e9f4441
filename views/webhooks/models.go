// Package webhooks draws the pages about endpoints at Marqeta and about the
// notifications that this console has received.
package webhooks

import "carddeck/views/ui"

// Row is one endpoint of the list.
type Row struct {
	Mark    ui.Mark
	Name    string
	Href    string
	Own     bool // it is this console's receiver
	URL     string
	Events  string // summed up
	Created ui.Moment
	Token   string
}

// Health says how the receiver is.
type Health struct {
	Facts    []ui.Fact
	Receiver string // its address as Marqeta reaches it; empty when there is none
}

// ListPage is the list of endpoints.
type ListPage struct {
	Tabs      []ui.Tab
	Health    Health
	Silent    bool   // Marqeta did not answer, so there are no rows
	Subscribe string // address of a form that makes Marqeta send here; empty when it does or nobody can tell
	HasOwn    bool
	Rows      []Row
	Pager     ui.Pager
	Empty     ui.Empty
	MayWrite  bool
}

// EventBox is one kind of event that can be ticked.
type EventBox struct {
	Value string
	Label string
	Help  string
	On    bool
}

func (b EventBox) id() string { return "event-" + b.Value }

// FormPage is the form that makes or changes an endpoint.
type FormPage struct {
	Title   string
	Sub     string
	Action  string // address that the form is sent to
	Preview string // address that draws the request again
	Key     string
	Editing bool
	Own     bool // the endpoint is this console's receiver
	Refusal ui.Refusal

	Name   ui.Field
	Token  ui.Field
	URL    ui.Field
	Active ui.Check

	Username   ui.Field
	Password   ui.Field
	Secret     ui.Field
	Algorithm  ui.Field
	Algorithms []ui.Option

	Events      []EventBox
	EventsError string
	Other       ui.Field

	WasURL       string
	WasAlgorithm string
	HeaderNames  []string

	Request ui.Request
	Foot    ui.Foot
}

// Resend is the form that makes Marqeta send one event again.
type Resend struct {
	Action  string
	Key     string
	Refusal ui.Refusal
	Type    ui.Field
	Types   []ui.Option
	Event   ui.Field
	Confirm string // what was typed to confirm
	Wrong   string // what is wrong with it
}

// PingPage asks before a ping.
type PingPage struct {
	Head   ui.Head
	Action string
	Key    string
	Foot   ui.Foot
}

// ShowPage is one endpoint.
type ShowPage struct {
	Headline ui.Headline
	Steps    []ui.Step
	Events   []EventBox // a label only where it is one of the usual kinds
	Proof    []ui.Fact
	Resend   *Resend // nil for operators who may only look
	Raw      ui.Raw
	History  []ui.Change
}

// Received is the part of the list of notifications that can be drawn alone.
const Received = "notifications"

// NotificationRow is one received notification.
type NotificationRow struct {
	Mark       ui.Mark
	Href       string
	Family     string // in words
	Type       string
	State      string
	Token      string
	TokenHref  string // the object's page; empty where the token alone does not tell
	OnlyToken  string // the list with this token alone
	Received   ui.Moment
	Duplicates string // how often the same came again, in words
}

// Filter is the form over the list of notifications.
type Filter struct {
	Family   ui.Field
	Families []ui.Option
	Status   ui.Field
	Statuses []ui.Option
	Token    string
}

// Complete says up to when nothing is missing, and how to fill the gaps.
type Complete struct {
	Title string
	Text  string
	Fill  string // address; empty for who may not
	Key   string
}

// NotificationsPage is the list of received notifications.
type NotificationsPage struct {
	Complete Complete
	Tabs     []ui.Tab
	Health   Health
	Filter   Filter
	Chips    []ui.Chip
	Clear    string
	Rows     []NotificationRow
	Pager    ui.Pager
	Empty    ui.Empty
}

// NotificationPage is one received notification.
type NotificationPage struct {
	Headline ui.Headline
	Steps    []ui.Step
	Brought  []ui.Fact
	Header   []ui.Fact
	Versions []NotificationRow
	Raw      ui.Raw
	History  []ui.Change
}

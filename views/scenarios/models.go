// Package scenarios draws the scenarios that operators keep, and what comes of playing
// them.
package scenarios

import "carddeck/views/ui"

// RunRegion is what is drawn again while a scenario is being played.
const RunRegion = "run"

// ListPage is the scenarios that people keep, the presets, and the latest runs.
type ListPage struct {
	Own     []Row
	Empty   ui.Empty
	Presets []Row
	Runs    []RunRow
}

// Row is one scenario.
type Row struct {
	Href  string
	Title string
	Name  string
	About string
	Steps int
	Who   string
	At    ui.Moment
}

// RunRow is one run.
type RunRow struct {
	Mark  ui.Mark
	Href  string
	Title string
	Steps string
	Who   string
	At    ui.Moment
}

// ShowPage is one scenario.
type ShowPage struct {
	Head       ui.Headline
	Export     string
	Copy       string
	Edit       string // empty for a preset
	Delete     string
	RunPath    string
	Key        string
	WhyNot     string // it cannot be played here
	Refusal    ui.Refusal
	Parameters []ui.Field
	Steps      []Step
	File       ui.Raw
	History    []ui.Change
}

// Step is one step in words, with what must come of it.
type Step struct {
	Name  string
	Does  string
	Wants []Want
}

// Want is one expectation.
type Want struct{ What, Value string }

// EditPage is a scenario's text.
type EditPage struct {
	Title   string
	Back    string
	Where   string
	Action  string
	Key     string
	Refusal ui.Refusal
	File    ui.Field
	Marked  []int
	Lines   []Line // those that are wrong, with their neighbours
	Foot    ui.Foot
}

// Line is a line of the text.
type Line struct {
	Number int
	Text   string
	Wrong  bool
}

// DeletePage asks before a scenario is forgotten.
type DeletePage struct {
	Title  string
	Back   string
	Where  string
	Action string
	Key    string
	Foot   ui.Foot
}

// RunPage follows a run.
type RunPage struct {
	Title   string
	Back    string
	Where   string
	Mark    ui.Mark
	Done    int
	Of      int
	Passed  int
	Elapsed string
	Card    string // the run's own card
	Failed  string // why it did not come to its end
	Poll    string // empty when it has ended
	Cancel  string
	Key     string
	Again   string
	Steps   []Result
}

// Result is what came of a step.
type Result struct {
	Mark        ui.Mark
	Name        string
	Does        string
	Took        string
	Transaction string
	Problem     string
	Notes       []string
	Checks      []Check
}

// Check is what was expected and what came.
type Check struct {
	What string
	Want string
	Got  string
	OK   bool
}

package transactions

import (
	"fmt"
	"strconv"
	"strings"

	"carddeck/marqeta/explain"
	"carddeck/views/ui"
	"carddeck/web/spend"
)

// rules words what the authorization controls had to say.
func (w wordsOf) rules() []string {
	var said []string
	if c, ok := w.Control("exempt"); ok {
		said = append(said, "the merchant is exempt by "+called(c))
	}
	if c, ok := w.Control("control"); ok {
		said = append(said, called(c)+" names this merchant")
	}
	if w.Text("default") == "deny" {
		said = append(said, "the program denies what no control allows")
	}
	if n, known := w.Number("looked_at"); known {
		said = append(said, count(n, "control")+" in force")
	}
	return said
}

// called names a control with how far it reaches.
func called(c explain.Control) string {
	name := ui.Name(c.Name)
	if name == "" {
		name = ui.Short(c.Token)
	}
	if c.Level == "" {
		return "“" + name + "”"
	}
	return "“" + name + "” (" + strings.ToLower(spend.LevelWords(c.Level)) + ")"
}

// limits words the velocity control that decided, or how many were looked at.
func (w wordsOf) limits(deciding string) []string {
	all := w.Limits()
	for _, l := range all {
		if l.Token == deciding && deciding != "" {
			return w.limit(l)
		}
	}
	if named := w.text("named"); named != "" {
		return []string{"Marqeta names “" + named + "”"}
	}
	switch n, known := w.Number("looked_at"); {
	case known && n == 0:
		return []string{"no control counts this"}
	case known && len(all) == 1:
		return w.limit(all[0])
	case known:
		return []string{count(n, "control") + " looked at, all with room left"}
	}
	return nil
}

// limit words one control: "“Groceries” (user): 100.00 USD a day, 82.50 used, 21.00
// asked, 17.50 left, window ends 13 Mar 2026, 00:00 UTC".
func (w wordsOf) limit(l explain.Limit) []string {
	period := spend.Every(l.Window)
	said := []string{called(l.Control) + ": " + w.minor(l.Limit) + " " + period}
	if l.LimitNow != nil {
		said[0] = called(l.Control) + " allows " + ui.DecimalOf(l.LimitNow.String(), w.currency).String() + " " + period + " by now"
		said = append(said, "what was used then cannot be known")
	}
	if l.Declined {
		said = append(said, "counting declines")
	}
	for _, part := range []struct {
		minor *int64
		word  string
	}{{l.Used, "used"}, {l.Asked, "asked"}, {l.Remaining, "left"}} {
		if part.minor != nil {
			said = append(said, w.minor(part.minor)+" "+part.word)
		}
	}
	if l.TimesMost != nil {
		said = append(said, "at most "+count(*l.TimesMost, "use"))
	}
	if l.TimesMost != nil && l.TimesUsed != nil {
		said = append(said, count(*l.TimesUsed, "use")+" before")
	}
	if !l.End.IsZero() {
		said = append(said, "window ends "+l.End.UTC().Format("2 Jan 2006, 15:04")+" UTC")
	}
	return said
}

func (w wordsOf) minor(n *int64) string {
	if n == nil {
		return ""
	}
	return ui.MoneyOf(*n, w.currency).String()
}

func count(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%s %ss", strconv.FormatInt(n, 10), noun)
}

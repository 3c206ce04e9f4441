// Package browser drives a real Chromium through the console's pages, notes everything
// that the browser complains of, and lets axe-core judge what it sees.
package browser

import (
	"context"
	_ "embed"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

//go:embed axe.min.js
var axe string

// Tab is one tab of a browser that lives as long as the test.
type Tab struct {
	t          testing.TB
	ctx        context.Context // of the page that is open; it ends, so that no test waits for ever
	end        context.CancelFunc
	browser    context.Context
	base       string
	mu         sync.Mutex
	complaints []string
}

// Open starts Chromium. Where there is none the test is skipped with one line, except
// under CI=true, where that is a failure.
func Open(t testing.TB, base string) *Tab {
	t.Helper()
	program := find()
	if program == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("no Chromium: apt-get install chromium")
		}
		t.Skip("no Chromium here; apt-get install chromium to run the browser tests")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-component-update", true), chromedp.WindowSize(1440, 900))
	allocator, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	t.Cleanup(func() { _ = chromedp.Cancel(ctx) }) // waits for the browser, so that its folder can go
	tab := &Tab{t: t, base: base}
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start Chromium: %v", err)
	}
	tab.browser, tab.end = ctx, func() {}
	tab.renew()
	t.Cleanup(func() { tab.end() })
	tab.must(chromedp.Listen(ctx, tab.listen))
	return tab
}

// perPage is how long a test may stay on what one Go opened, and on what follows from it.
const perPage = 2 * time.Minute

func (tab *Tab) renew() {
	tab.end()
	tab.ctx, tab.end = context.WithTimeout(tab.browser, perPage)
}

func find() string {
	for _, name := range []string{os.Getenv("CHROME"), "chromium", "chromium-browser", "google-chrome"} {
		if name == "" {
			continue
		}
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// listen notes script errors, refusals of the Content-Security-Policy and files that
// are not there. A status that a page answers on purpose is not a complaint.
func (tab *Tab) listen(event any) {
	var said string
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		said = "exception: " + e.ExceptionDetails.Text
	case *cdplog.EventEntryAdded:
		said = string(e.Entry.Level) + ": " + e.Entry.Text + " " + e.Entry.URL
		if e.Entry.Source == "network" && strings.Contains(e.Entry.Text, "status of 4") && !strings.Contains(e.Entry.URL, "/static/") {
			return
		}
	default:
		return
	}
	tab.mu.Lock()
	defer tab.mu.Unlock()
	tab.complaints = append(tab.complaints, said)
}

// Quiet fails the test when the browser complained of anything.
func (tab *Tab) Quiet() {
	tab.t.Helper()
	tab.mu.Lock()
	defer tab.mu.Unlock()
	for _, c := range tab.complaints {
		tab.t.Errorf("the browser complained: %s", c)
	}
	tab.complaints = nil
}

// WithoutScript turns the pages' scripts off.
func (tab *Tab) WithoutScript() {
	tab.t.Helper()
	_, err := chromedp.Call(tab.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	tab.must(err)
}

// Front gives the pages the focus, as those in front of a person have it: without it an
// element may be the active one, but nothing in the page hears of that.
func (tab *Tab) Front() {
	tab.t.Helper()
	_, err := chromedp.Call(tab.ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	tab.must(err)
}

// Size sets the window, in CSS pixels.
func (tab *Tab) Size(width, height int64) {
	tab.t.Helper()
	tab.must(chromedp.Do(tab.ctx, chromedp.EmulateViewport(width, height)))
}

// Dark sets what the system would like, light or dark.
func (tab *Tab) Dark(on bool) {
	tab.t.Helper()
	want := "light"
	if on {
		want = "dark"
	}
	_, err := chromedp.Call(tab.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: want}},
	})
	tab.must(err)
}

// Print shows pages as paper would.
func (tab *Tab) Print() {
	tab.t.Helper()
	_, err := chromedp.Call(tab.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	tab.must(err)
}

// Go opens a path.
func (tab *Tab) Go(path string) {
	tab.t.Helper()
	tab.renew()
	tab.must(chromedp.Do(tab.ctx, chromedp.Navigate(tab.base+path)))
}

// Path gives where the tab is, without the host.
func (tab *Tab) Path() string {
	tab.t.Helper()
	at, err := chromedp.Run(tab.ctx, chromedp.Location())
	tab.must(err)
	u, err := url.Parse(at)
	tab.must(err)
	return u.RequestURI()
}

// Type replaces what stands in a control.
func (tab *Tab) Type(selector, text string) {
	tab.t.Helper()
	tab.must(chromedp.Do(tab.ctx, chromedp.WaitVisible(chromedp.CSS(selector)), chromedp.SetValue(chromedp.CSS(selector), text)))
}

// Click clicks an element and waits for what comes.
func (tab *Tab) Click(selector string) {
	tab.t.Helper()
	tab.must(chromedp.Do(tab.ctx, chromedp.WaitVisible(chromedp.CSS(selector)), chromedp.Click(chromedp.CSS(selector))))
}

// Press clicks an element that leads to another page and waits until that is there.
func (tab *Tab) Press(selector string) {
	tab.t.Helper()
	_, err := chromedp.RunResponse(tab.ctx, chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
	if err != nil {
		tab.t.Fatalf("press %s on %s: %v", selector, tab.Path(), err)
	}
}

// Keys presses keys as on a keyboard.
func (tab *Tab) Keys(keys string) {
	tab.t.Helper()
	tab.must(chromedp.Do(tab.ctx, chromedp.KeyEvent(keys)))
}

// Text gives the words of an element, once it is there.
func (tab *Tab) Text(selector string) string {
	tab.t.Helper()
	text, err := chromedp.Run(tab.ctx, chromedp.TextContent(chromedp.CSS(selector)))
	if err != nil {
		tab.t.Fatalf("read %s on %s: %v", selector, tab.Path(), err)
	}
	return strings.Join(strings.Fields(text), " ")
}

// Wait waits until an element is there.
func (tab *Tab) Wait(selector string) {
	tab.t.Helper()
	tab.must(chromedp.Do(tab.ctx, chromedp.WaitReady(chromedp.CSS(selector))))
}

// Value evaluates an expression in the page.
func Value[T any](tab *Tab, expression string) T {
	tab.t.Helper()
	v, err := chromedp.Run(tab.ctx, chromedp.Evaluate[T](expression))
	tab.must(err)
	return v
}

// violation is a finding of axe-core.
type violation struct {
	ID     string   `json:"id"`
	Impact string   `json:"impact"`
	Nodes  []string `json:"nodes"`
}

// Accessible fails the test for every violation that axe-core finds on the page.
func (tab *Tab) Accessible(name string) {
	tab.t.Helper()
	if !Value[bool](tab, `"axe" in window`) {
		tab.must(chromedp.Do(tab.ctx, chromedp.Evaluate[chromedp.Void](axe)))
	}
	found, err := chromedp.Run(tab.ctx, chromedp.Evaluate[[]violation](`axe.run(document, {
		runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"],
	}).then(r => r.violations.map(v => ({id: v.id, impact: v.impact, nodes: v.nodes.map(n => n.target.join(" ") + ": " + n.failureSummary)})))`,
		chromedp.EvalAwaitPromise))
	tab.must(err)
	for _, v := range found {
		tab.t.Errorf("%s: axe-core: %s (%s)\n%s", name, v.ID, v.Impact, strings.Join(v.Nodes, "\n"))
	}
}

// Fits fails the test when the page scrolls sideways.
func (tab *Tab) Fits(name string) {
	tab.t.Helper()
	if over := Value[int](tab, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
		tab.t.Errorf("%s: the page is %d pixels wider than the window", name, over)
	}
}

// EveryWay looks at the page that is open, light and dark, wide and narrow: axe-core may
// find nothing, and it may not scroll sideways. Both follow from the style sheet alone, so
// the page is not opened again.
func (tab *Tab) EveryWay(name string) {
	tab.t.Helper()
	for _, theme := range []string{"light", "dark"} {
		tab.Dark(theme == "dark")
		for _, width := range []int64{375, 1440} {
			tab.Size(width, 900)
			for Value[int](tab, `document.getAnimations().length`) > 0 { // colours are on their way
			}
			full := fmt.Sprintf("%s-%s-%d", name, theme, width)
			tab.Accessible(full)
			tab.Fits(full)
			tab.Shoot(full)
		}
	}
	tab.Dark(false)
}

// Shoot keeps a picture of the whole page in the folder that CARDDECK_SCREENSHOTS names,
// and takes none without.
func (tab *Tab) Shoot(name string) {
	tab.t.Helper()
	folder := os.Getenv("CARDDECK_SCREENSHOTS")
	if folder == "" {
		return
	}
	picture, err := chromedp.Run(tab.ctx, chromedp.FullScreenshot(100))
	tab.must(err)
	tab.must(os.MkdirAll(folder, 0o755))
	tab.must(os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o644))
}

func (tab *Tab) must(err error) {
	tab.t.Helper()
	if err != nil {
		tab.t.Fatal(fmt.Errorf("on %s: %w", tab.base, err))
	}
}

package layout

import (
	"bytes"
	"context"
	"io"
	"sync"

	"github.com/a-h/templ"
)

// drawnKeys is the list of keys. It is the same on every page, and drawn once.
var drawnKeys = sync.OnceValue(func() templ.Component {
	var drawn bytes.Buffer
	failed := keys().Render(context.Background(), &drawn)
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		if failed != nil {
			return failed
		}
		_, err := w.Write(drawn.Bytes())
		return err
	})
})

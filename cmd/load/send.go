package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http/httputil"
	"slices"
	"strconv"
	"sync"
	"time"
)

// turn is what one turn measured: requests per second, milliseconds, and microseconds
// of this process's time per request, those of the sender included.
type turn struct{ rate, p50, p99, cpu float64 }

// sender gives one connection's requests, one after the other, as they go over the
// wire. What it gives may share bytes with what it gave before.
type sender func() []byte

// measure sends as many requests as are answered in the given time, each connection
// with a sender of its own. Every answer has to have the status.
func measure(address string, connections int, last time.Duration, status int, senders func() sender) (turn, error) {
	var group sync.WaitGroup
	took := make([][]float64, connections)
	errs := make([]error, connections)
	began, used := time.Now(), cpu()
	until := began.Add(last)
	for i := range connections {
		group.Go(func() { took[i], errs[i] = send(address, until, status, senders()) })
	}
	group.Wait()
	elapsed, used := time.Since(began), cpu()-used
	all := slices.Concat(took...)
	n := float64(len(all))
	return turn{n / elapsed.Seconds(), quantile(all, 0.5), quantile(all, 0.99), float64(used.Microseconds()) / max(n, 1)}, errors.Join(errs...)
}

// send sends one request after the other over one connection and gives the
// milliseconds each took.
func send(address string, until time.Time, status int, next sender) (took []float64, err error) {
	l, err := dial(address, status, next)
	if err != nil {
		return nil, err
	}
	defer l.Close()
	for began := time.Now(); began.Before(until); began = time.Now() {
		if err := l.exchange(); err != nil {
			return nil, err
		}
		took = append(took, float64(time.Since(began))/float64(time.Millisecond))
	}
	return took, nil
}

// line is a connection that a sender's requests go over. It writes and reads the bytes
// itself: a full client would cost more than the server it measures.
type line struct {
	net.Conn
	answers *bufio.Reader
	status  int
	next    sender
}

func dial(address string, status int, next sender) (*line, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	return &line{conn, bufio.NewReaderSize(conn, 64<<10), status, next}, nil
}

// exchange sends the next request and takes its answer.
func (l *line) exchange() error {
	if _, err := l.Write(l.next()); err != nil {
		return err
	}
	return readAnswer(l.answers, l.status)
}

// readAnswer takes one answer off a connection and insists on its status.
func readAnswer(r *bufio.Reader, status int) error {
	first, err := r.ReadSlice('\n')
	if err != nil {
		return err
	}
	wrong := ""
	if !bytes.HasPrefix(first, fmt.Appendf(nil, "HTTP/1.1 %d ", status)) {
		wrong = string(first)
	}
	length, chunked := int64(0), false
	for {
		line, err := r.ReadSlice('\n')
		if err != nil {
			return err
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			break
		}
		switch name, value, _ := bytes.Cut(line, []byte(": ")); {
		case bytes.EqualFold(name, []byte("Content-Length")):
			if length, err = strconv.ParseInt(string(value), 10, 64); err != nil {
				return err
			}
		case bytes.EqualFold(name, []byte("Transfer-Encoding")):
			chunked = true
		}
	}
	body := io.LimitReader(r, length)
	if chunked {
		body = httputil.NewChunkedReader(r)
	}
	if wrong != "" {
		said, _ := io.ReadAll(body)
		return refusal(fmt.Sprintf("the server answered %q %s", wrong, said))
	}
	if _, err := io.Copy(io.Discard, body); err != nil {
		return err
	}
	if chunked { // the line after the last chunk
		_, err = r.ReadSlice('\n')
	}
	return err
}

// refusal is an answer with another status than is due. The next request may follow.
type refusal string

func (r refusal) Error() string { return string(r) }

func median(all []float64) float64 { return quantile(all, 0.5) }

// quantile gives the value below which a share of all lies; 0 for none.
func quantile(all []float64, share float64) float64 {
	if len(all) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(all))
	return sorted[int(share*float64(len(sorted)-1))]
}

package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	_ "embed"
)

//go:embed notification.json
var notification []byte

// numbers makes the tokens of a run.
type numbers struct{ atomic.Int64 }

// turn is what one turn measured: messages per second, milliseconds, and microseconds
// of processor time per message, those of the sender included.
type turn struct{ rate, p50, p99, cpu float64 }

// measure sends as many messages as are answered in the time of a turn.
func measure(address string, o options, number *numbers) (turn, error) {
	var group sync.WaitGroup
	took := make([][]float64, o.connections)
	errs := make([]error, o.connections)
	began, used := time.Now(), cpu()
	until := began.Add(o.turn)
	for i := range o.connections {
		group.Go(func() { took[i], errs[i] = send(address, until, number) })
	}
	group.Wait()
	elapsed, used := time.Since(began), cpu()-used
	all := slices.Concat(took...)
	n := float64(len(all))
	return turn{n / elapsed.Seconds(), quantile(all, 0.5), quantile(all, 0.99), float64(used.Microseconds()) / max(n, 1)}, errors.Join(errs...)
}

// send posts one message after the other over one connection. It writes and reads the
// bytes itself: a full client would cost more than the receiver it measures.
func send(address string, until time.Time, number *numbers) (took []float64, err error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	request, token := request()
	answers := bufio.NewReader(conn)
	for began := time.Now(); began.Before(until); began = time.Now() {
		writeToken(token, uint64(number.Add(1)))
		if _, err := conn.Write(request); err != nil {
			return nil, err
		}
		if err := readAnswer(answers); err != nil {
			return nil, err
		}
		took = append(took, float64(time.Since(began))/float64(time.Millisecond))
	}
	return took, nil
}

// sampleToken is the transaction's token in the sample.
const sampleToken = "75c2a4de-0b9e-4c05-8f11-6b5a8f6b0a01"

// request gives the bytes of a request and, inside them, those of the transaction's
// token, which changes from one to the next.
func request() (request, token []byte) {
	credentials := base64.StdEncoding.EncodeToString([]byte(username + ":" + password))
	head := fmt.Sprintf("POST /webhooks/marqeta HTTP/1.1\r\nHost: load\r\nContent-Type: application/json\r\n"+
		"Authorization: Basic %s\r\nContent-Length: %d\r\n\r\n", credentials, len(notification))
	request = append([]byte(head), notification...)
	at := bytes.Index(request, []byte(sampleToken))
	return request, request[at : at+len(sampleToken)]
}

// writeToken writes the n-th of many tokens that differ and, like the platform's, lie
// all over an index: the digits are those of a mix of n that no other n shares.
func writeToken(token []byte, n uint64) {
	n *= 0x9e3779b97f4a7c15
	n ^= n >> 30
	n *= 0xbf58476d1ce4e5b9
	n ^= n >> 27
	digits := hex.AppendEncode(nil, binary.BigEndian.AppendUint64(nil, n))
	copy(token, digits[:8])
	copy(token[len(token)-8:], digits[8:])
}

// readAnswer takes one answer off a connection and insists on 200.
func readAnswer(r *bufio.Reader) error {
	status, err := r.ReadSlice('\n')
	if err != nil {
		return err
	}
	if !bytes.HasPrefix(status, []byte("HTTP/1.1 200 ")) {
		return fmt.Errorf("the receiver answered %q", status)
	}
	length := 0
	for {
		line, err := r.ReadSlice('\n')
		if err != nil {
			return err
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			break
		}
		if value, ok := bytes.CutPrefix(line, []byte("Content-Length: ")); ok {
			if length, err = strconv.Atoi(string(value)); err != nil {
				return err
			}
		}
	}
	_, err = io.CopyN(io.Discard, r, int64(length))
	return err
}

func median(all []float64) float64 { return quantile(all, 0.5) }

// quantile gives the value below which a share of all lies; 0 for none.
func quantile(all []float64, share float64) float64 {
	if len(all) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(all))
	return sorted[int(share*float64(len(sorted)-1))]
}

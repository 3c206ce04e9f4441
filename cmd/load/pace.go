package main

import (
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// openLoop sends requests when they are due, whatever became of the ones before, and
// gives the milliseconds from when each was due to its answer: a server that stalls is
// charged for everybody who waited. refused counts the answers of another status.
func openLoop(address string, connections, rate int, last time.Duration, status int, senders func() sender) (all []float64, refused int64, err error) {
	total := int(last.Seconds() * float64(rate))
	began := time.Now().Add(10 * time.Millisecond)
	took := make([][]float64, connections)
	var not atomic.Int64
	err = shared(address, connections, total, status, senders, func(worker, i int, exchange func() error) error {
		due := began.Add(time.Duration(i) * time.Second / time.Duration(rate))
		<-time.After(time.Until(due))
		err := exchange()
		took[worker] = append(took[worker], float64(time.Since(due))/float64(time.Millisecond))
		if errors.As(err, new(refusal)) {
			not.Add(1)
			return nil
		}
		return err
	})
	return slices.Concat(took...), not.Load(), err
}

// repeat sends so many requests as quickly as they are answered.
func repeat(address string, connections, total, status int, senders func() sender) error {
	return shared(address, connections, total, status, senders, func(_, _ int, exchange func() error) error { return exchange() })
}

// shared lets connections share out numbered requests.
func shared(address string, connections, total, status int, senders func() sender, do func(worker, i int, exchange func() error) error) error {
	var group sync.WaitGroup
	var taken atomic.Int64
	errs := make([]error, connections)
	for worker := range connections {
		group.Go(func() {
			errs[worker] = func() error {
				l, err := dial(address, status, senders())
				if err != nil {
					return err
				}
				defer l.Close()
				for i := int(taken.Add(1)) - 1; i < total; i = int(taken.Add(1)) - 1 {
					if err := do(worker, i, l.exchange); err != nil {
						return err
					}
				}
				return nil
			}()
		})
	}
	group.Wait()
	return errors.Join(errs...)
}

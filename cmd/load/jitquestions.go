package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"sync/atomic"

	_ "embed"
)

//go:embed question.json
var question []byte

// What differs from question to question in the sample.
const (
	sampleTransaction = "11111111-0b9e-4c05-8f11-6b5a11111111"
	sampleFunding     = "22222222-0b9e-4c05-8f11-6b5a22222222"
	sampleUser        = "user_00000000"
)

// stride keeps accounts that follow one another from lying beside one another.
const stride = 7_919_777

// questions gives senders of the sample, each time with tokens of its own and another
// account's.
func (o decisions) questions(number *numbers) func() sender {
	var turn atomic.Int64
	return func() sender {
		credentials := base64.StdEncoding.EncodeToString([]byte(username + ":" + password))
		head := fmt.Sprintf("POST /jit/marqeta HTTP/1.1\r\nHost: load\r\nContent-Type: application/json\r\n"+
			"Authorization: Basic %s\r\nContent-Length: %d\r\n\r\n", credentials, len(question))
		request := append([]byte(head), question...)
		transaction, funding, users := places(request, sampleTransaction)[0], places(request, sampleFunding)[0], places(request, sampleUser)
		return func() []byte {
			number.write(transaction)
			copy(funding, transaction)
			user := fmt.Appendf(nil, holder, turn.Add(1)*stride%int64(o.Accounts))
			for _, at := range users {
				copy(at, user)
			}
			return request
		}
	}
}

// places gives where a text stands in a request.
func places(request []byte, text string) (all [][]byte) {
	for at := 0; ; {
		i := bytes.Index(request[at:], []byte(text))
		if i < 0 {
			return all
		}
		all = append(all, request[at+i:at+i+len(text)])
		at += i + len(text)
	}
}

package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"carddeck/marqeta"
)

// receiver is what the platform must show to be heard.
type receiver struct {
	Username string
	Password marqeta.Secret
}

// receiver gives the credentials from the settings, or those kept in the folder, which
// are made at the first start.
func (c serveCommand) receiver(folder string) (receiver, error) {
	if (c.WebhookUsername == "") != (c.WebhookPassword == "") {
		return receiver{}, errors.New("CONSOLE_WEBHOOK_USERNAME and CONSOLE_WEBHOOK_PASSWORD go together")
	}
	if c.WebhookUsername != "" {
		return receiver{c.WebhookUsername, c.WebhookPassword}, nil
	}
	return keptReceiver(folder)
}

func keptReceiver(folder string) (receiver, error) {
	var kept struct{ Username, Password string }
	path := filepath.Join(folder, "receiver.json")
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		// The ending satisfies Marqeta's rule of four kinds of characters.
		kept.Username, kept.Password = "carddeck", rand.Text()+"-a1"
		text, err = json.Marshal(kept)
		if err == nil {
			err = writeWhole(path, text)
		}
	case err == nil:
		if json.Unmarshal(text, &kept) != nil || kept.Username == "" || kept.Password == "" {
			return receiver{}, fmt.Errorf("the receiver's credentials in %s cannot be read; remove the file and new ones are made", path)
		}
		err = os.Chmod(path, 0o600) // a copy put back from elsewhere may be open to all
	}
	if err != nil {
		return receiver{}, fmt.Errorf("keep the receiver's credentials: %w", err)
	}
	return receiver{kept.Username, marqeta.Secret(kept.Password)}, nil
}

// writeWhole writes a file that only we may read, whole or not at all.
func writeWhole(path string, text []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".receiver-*") // made with mode 0600
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}

// baseURL is the platform's address: the configured one, or the embedded sandbox's on
// the machines' listener.
func (h *house) baseURL() string {
	if h.sandbox != nil {
		return "http://" + h.machines.Addr().String() + "/v3"
	}
	return h.command.BaseURL
}

func (h *house) receiverURL() string {
	if h.command.ReceiverURL != "" || h.sandbox == nil {
		return h.command.ReceiverURL
	}
	return "http://" + h.machines.Addr().String() + "/webhooks/marqeta"
}

// subscription is the token of the console's own webhook at the platform.
const subscription = "carddeck-console"

// subscribe makes sure that the platform notifies our receiver of everything. It keeps
// trying until it is done, since the platform may be away when the console starts.
func (h *house) subscribe(ctx context.Context, program *marqeta.Client, r receiver) {
	address := h.receiverURL()
	if address == "" {
		return
	}
	active := true
	want := marqeta.WebhookRequest{
		Token: subscription, Name: "Carddeck console", Active: &active, Events: []string{"*"},
		Config: &marqeta.WebhookConfigRequest{
			URL: address, BasicAuthUsername: r.Username, BasicAuthPassword: r.Password, Secret: h.command.WebhookSecret,
		},
	}
	for {
		err := ensure(ctx, program, want)
		if err == nil || ctx.Err() != nil {
			return
		}
		h.log.WarnContext(ctx, "subscribe the receiver", "error", err.Error())
		select {
		case <-ctx.Done():
			return
		case <-time.After(30 * time.Second):
		}
	}
}

func ensure(ctx context.Context, program *marqeta.Client, want marqeta.WebhookRequest) error {
	_, err := program.Webhook(ctx, want.Token)
	if marqeta.IsNotFound(err) {
		_, err = program.CreateWebhook(ctx, want)
		return err
	}
	if err != nil {
		return err
	}
	_, err = program.UpdateWebhook(ctx, want.Token, want)
	return err
}

package store

import (
	"bytes"
	"encoding/binary"
	"time"
)

// copyMessages writes messages in PostgreSQL's binary COPY format. pgx would ask the
// server for the columns' types before every group and look up how to write each value.
// https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format"
func copyMessages(b *bytes.Buffer, entries []*entry, ids []int64) {
	b.Reset()
	b.WriteString("PGCOPY\n\xff\r\n\x00")
	b.Write(make([]byte, 8)) // no flags, no extension
	for i, e := range entries {
		const columns = 6
		b.Write(binary.BigEndian.AppendUint16(b.AvailableBuffer(), columns))
		copyNumber(b, ids[i])
		copyBytes(b, e.Body)
		copyBytes(b, e.header)
		copyNumber(b, e.ReceivedAt.UnixMicro()-postgresEpoch)
		copyBytes(b, []byte(e.Remote))
		copyBytes(b, []byte(e.Signature))
	}
	b.WriteString("\xff\xff")
}

// postgresEpoch is where timestamps count their microseconds from.
var postgresEpoch = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro()

func copyNumber(b *bytes.Buffer, n int64) {
	b.Write(binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint32(b.AvailableBuffer(), 8), uint64(n)))
}

func copyBytes(b *bytes.Buffer, value []byte) {
	b.Write(binary.BigEndian.AppendUint32(b.AvailableBuffer(), uint32(len(value))))
	b.Write(value)
}

module github.com/london-care-record/gateway/bench

go 1.26

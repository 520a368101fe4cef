using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Sources;
using Portal.Data.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Benchmarks;

/// <summary>
/// Events from bytes to rows, by two senders, beside the least that storing them can cost: the same rows, ready, written by one prepared
/// statement a table (SQLite) or one binary COPY a table (PostgreSQL), with a commit for each file. The two take turns in one run.
/// </summary>
internal static class StoringBenchmark
{
    private const int Runs = 5;
    private const int EventsAFile = 5_000;
    private const int FilesARun = 10;
    private const int Senders = 2;
    private static readonly Caller By = Caller.System("bench");

    /// <summary>Measures on each engine.</summary>
    public static async Task RunAsync(BenchmarkReport report)
    {
        foreach (var engine in Enum.GetValues<Engine>())
        {
            await RunAsync(report, engine);
        }
    }

    private static async Task RunAsync(BenchmarkReport report, Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        await using var bare = await TestPortalData.CreateAsync(engine);
        var source = A.Source();
        await data.StoreAsync(source);
        await bare.StoreAsync(source);
        var (ours, least) = (new List<double>(), new List<double>());
        var at = An.Instant;
        for (var run = -1; run < Runs; run++)
        {
            var before = await LastAsync(data);
            var files = CloudTrailEvents.Files(FilesARun, EventsAFile, ref at).ToList();
            var start = Stopwatch.GetTimestamp();
            await Task.WhenAll(files.Index().GroupBy(f => f.Index % Senders, f => f.Item).Select(own => IngestAsync(data, source.Id, own)));
            var took = Stopwatch.GetElapsedTime(start);

            var rows = await RowsSinceAsync(data, before);
            var tookBare = await WriteAsync(bare, rows);
            if (run >= 0)
            {
                ours.Add(FilesARun * EventsAFile / took.TotalSeconds);
                least.Add(FilesARun * EventsAFile / tookBare.TotalSeconds);
            }
        }
        report.Add($"events read and stored, {Senders} senders ({engine})", "/s", aim: null, ours);
        report.Add($"the same rows by bare {(engine == Engine.Sqlite ? "prepared inserts" : "binary COPY")} ({engine})", "/s", aim: null, least);
        report.Add($"ratio ({engine})", "×", "≥ 0.60", [.. ours.Zip(least, (a, b) => a / b)]);
    }

    private static async Task IngestAsync(TestPortalData data, SourceId source, IEnumerable<byte[]> files)
    {
        foreach (var file in files)
        {
            var result = await Task.Run(() => data.Get<IngestEvents>().RunAsync(source, file, EventOrigin.Sent, By, CancellationToken.None));
            if (result?.Accepted != EventsAFile)
            {
                throw new InvalidOperationException($"Of {EventsAFile} events {result?.Accepted} were accepted.");
            }
        }
    }

    private static async Task<long> LastAsync(TestPortalData data)
    {
        await using var db = await data.OpenAsync();
        return await db.Changes.MaxAsync(c => (long?)c.Sequence) ?? 0;
    }

    /// <summary>What was stored since, a list of tables for each file.</summary>
    private static async Task<IReadOnlyList<IReadOnlyList<TableRows>>> RowsSinceAsync(TestPortalData data, long before)
    {
        await using var db = await data.OpenAsync();
        var changes = await db.Changes.AsNoTracking().Where(c => c.Sequence > before).OrderBy(c => c.Sequence).ToListAsync();
        var parties = await db.ChangeParties.AsNoTracking().Where(c => c.Sequence > before).OrderBy(c => c.Sequence).ToListAsync();
        var unknown = await db.UnknownParties.AsNoTracking().Where(c => c.Sequence > before).OrderBy(c => c.Sequence).ToListAsync();
        var partiesOf = parties.ToLookup(p => p.Sequence);
        var unknownOf = unknown.ToLookup(p => p.Sequence);
        return
        [
            .. changes.Chunk(EventsAFile).Select(file => (IReadOnlyList<TableRows>)
            [
                TableRows.Of(db, file),
                TableRows.Of(db, [.. file.SelectMany(c => partiesOf[c.Sequence])]),
                TableRows.Of(db, [.. file.SelectMany(c => unknownOf[c.Sequence])]),
            ]),
        ];
    }

    private static async Task<TimeSpan> WriteAsync(TestPortalData bare, IReadOnlyList<IReadOnlyList<TableRows>> files)
    {
        await using var db = await bare.OpenAsync();
        await db.Database.OpenConnectionAsync();
        var start = Stopwatch.GetTimestamp();
        foreach (var file in files)
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            foreach (var rows in file.Where(r => r.Values.Count > 0))
            {
                switch (db.Database.GetDbConnection())
                {
                    case SqliteConnection sqlite:
                        Insert(sqlite, rows);
                        break;
                    case NpgsqlConnection postgres:
                        await CopyAsync(postgres, rows);
                        break;
                }
            }
            await transaction.CommitAsync();
        }
        return Stopwatch.GetElapsedTime(start);
    }

    private static void Insert(SqliteConnection connection, TableRows rows)
    {
        var places = string.Join(',', rows.Table.Columns.Select(_ => "?"));
        using var statement = new SqliteBulkStatement(connection, $"INSERT INTO {rows.Table.QuotedName} ({rows.Table.QuotedColumns}) VALUES ({places})");
        foreach (var row in rows.Values)
        {
            statement.Run(row);
        }
    }

    private static async Task CopyAsync(NpgsqlConnection connection, TableRows rows)
    {
        await using var import = await connection.BeginBinaryImportAsync($"COPY {rows.Table.QuotedName} ({rows.Table.QuotedColumns}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in rows.Values)
        {
            await import.StartRowAsync();
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i] is { } value)
                {
                    await import.WriteAsync(value, rows.Table.Columns[i].StoreType);
                }
                else
                {
                    await import.WriteNullAsync();
                }
            }
        }
        await import.CompleteAsync();
    }

    /// <summary>Rows of one table as the values of its columns.</summary>
    private sealed record TableRows(BulkTable Table, IReadOnlyList<object?[]> Values)
    {
        public static TableRows Of<T>(DbContext db, IReadOnlyCollection<T> rows)
            where T : class
        {
            var table = BulkTable.Of<T>(db);
            return new(table, [.. rows.Select(row => table.Columns.Select(c => c.Read(row)).ToArray())]);
        }
    }
}

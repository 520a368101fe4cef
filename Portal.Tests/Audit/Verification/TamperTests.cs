using System.Globalization;
using System.Text;
using Portal.Data.Audit;
using Portal.Data.Audit.Chain;
using Portal.Tests.Support;

namespace Portal.Tests.Audit.Verification;

/// <summary>Everything that the owner of the database can do to the record without the key, and that it shows.</summary>
public sealed class TamperTests
{
    private const int More = 140;
    private const int Sample = 50;
    private const string Doubled = "doubled";
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [Theory, OnEachEngine]
    public async Task An_untouched_record_is_whole(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await using var attacker = await Attacker.CreateAsync(portal);

        var result = await attacker.VerifyAsync(withFile: true);

        Assert.Empty(result.Findings);
        Assert.True(result.IsWhole);
        Assert.Equal((attacker.Size, attacker.Size - 1L, 4L), (result.Entries, result.SignedEntries, result.Checkpoints));
        await attacker.RestoreAsync();
        Assert.True((await attacker.VerifyAsync()).IsWhole);
    }

    [Theory, OnEachEngine]
    public async Task Any_byte_of_any_column_of_any_entry_shows_and_the_entry_is_named(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await using var attacker = await Attacker.CreateAsync(portal);
        string[] columns = [.. EntryField.All.Where(f => f.Kind != EntryFieldKind.Integer).Select(f => f.Column), nameof(AuditEntry.Hash)];
        var tried = 0;

        for (var sequence = 1; sequence <= attacker.Size; sequence++)
        {
            foreach (var column in columns)
            {
                var value = await ReadAsync(attacker, engine, column, sequence);
                foreach (var changed in Changes(engine, value))
                {
                    await SetAsync(attacker, column, sequence, changed);
                    var result = await attacker.VerifyAsync();
                    Assert.True(result.FirstBad == sequence, $"{column} of entry {sequence} became {changed}, and that was found: {string.Join(' ', result.Findings)}");
                    tried++;
                }
                await attacker.RestoreAsync();
            }
        }

        Assert.InRange(tried, 2_000, int.MaxValue);
    }

    [Theory, OnEachEngine]
    public async Task Any_change_of_structure_shows_and_the_first_entry_concerned_is_named(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await using var attacker = await Attacker.CreateAsync(portal);

        for (var n = 1; n <= attacker.Size; n++)
        {
            await TryStructuralAsync(attacker, engine, n);
        }
    }

    [Theory, OnEachEngine]
    public async Task In_a_larger_record_fifty_of_each_change_of_structure_show(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await using var attacker = await Attacker.CreateAsync(portal, More);
        var tried = 0;

        for (var n = 1; n <= attacker.Size; n += attacker.Size / Sample)
        {
            tried += await TryStructuralAsync(attacker, engine, n);
        }

        Assert.InRange(tried, 12 * Sample, int.MaxValue);
    }

    [Theory, OnEachEngine]
    public async Task In_a_larger_record_a_hundred_cut_tails_and_a_hundred_rewritten_ends_show(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await using var attacker = await Attacker.CreateAsync(portal, More);

        for (var count = 2; count < 2 + (2 * Sample); count++)
        {
            await attacker.CutAsync(count);
            Assert.Equal(attacker.Size - count + 1, (await attacker.VerifyAsync(withFile: true)).FirstBad);
            await attacker.RestoreAsync();

            var forged = attacker.Size - count;
            await attacker.RunAsync(Text($"UPDATE audit_entries SET \"ActorName\" = 'Mallory' WHERE \"Sequence\" = {forged}"));
            await attacker.RecomputeAsync(forged);
            Assert.InRange((await attacker.VerifyAsync()).FirstBad ?? long.MaxValue, 1, forged);
            await attacker.SignAsync();
            Assert.Contains((await attacker.VerifyAsync()).Findings, f => f.Problem.Contains("not signed by a trusted key", StringComparison.Ordinal));
            await attacker.RestoreAsync();
        }
    }

    [Theory, OnEachEngine]
    public async Task A_forged_entry_with_all_hashes_worked_out_anew_shows(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await using var attacker = await Attacker.CreateAsync(portal);

        // The last entry was not signed yet: that is what a minute of activity is worth.
        for (var n = 1; n < attacker.Size; n++)
        {
            await attacker.RunAsync(Text($"UPDATE audit_entries SET \"ActorName\" = 'Mallory' WHERE \"Sequence\" = {n}"));
            await attacker.RecomputeAsync(n);
            var replaced = await attacker.VerifyAsync();
            Assert.InRange(replaced.FirstBad ?? long.MaxValue, 1, n);

            await attacker.RunAsync("DELETE FROM audit_checkpoints");
            Assert.False((await attacker.VerifyAsync()).IsWhole);
            Assert.InRange((await attacker.VerifyAsync(withFile: true)).FirstBad ?? long.MaxValue, 1, n);

            await attacker.SignAsync();
            Assert.Contains((await attacker.VerifyAsync()).Findings, f => f.Problem.Contains("not signed by a trusted key", StringComparison.Ordinal));
            await attacker.RestoreAsync();
        }
    }

    [Theory, OnEachEngine]
    public async Task A_tail_that_was_cut_off_shows_against_checkpoints_from_elsewhere(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await using var attacker = await Attacker.CreateAsync(portal);

        for (var count = 2; count < attacker.Size; count++)
        {
            await attacker.CutAsync(count);
            var result = await attacker.VerifyAsync(withFile: true);
            Assert.Equal(attacker.Size - count + 1, result.FirstBad);
            Assert.Contains("is missing", result.Findings[0].Problem, StringComparison.Ordinal);
            await attacker.RestoreAsync();
        }
    }

    [Theory, OnEachEngine]
    public async Task An_older_copy_that_was_put_back_shows_also_when_it_was_written_on(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await using var attacker = await Attacker.CreateAsync(portal);
        await attacker.CutAsync(4);

        await portal.RecordAsync("another history 1");
        await portal.RecordAsync("another history 2");
        await portal.RecordAsync("another history 3");
        await portal.RecordAsync("another history 4");

        Assert.True((await attacker.VerifyAsync()).IsWhole);
        var result = await attacker.VerifyAsync(withFile: true);
        Assert.InRange(result.FirstBad ?? long.MaxValue, 1, attacker.Size - 3);
    }

    [Theory, OnEachEngine]
    public async Task Any_byte_of_a_stored_checkpoint_or_node_shows(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await portal.RecordManyAsync(256);
        await using var attacker = await Attacker.CreateAsync(portal);

        foreach (var (table, column) in new[] { ("audit_nodes", "Hash"), ("audit_log", "Hash"), ("audit_checkpoints", "Note") })
        {
            var literal = column == "Note" ? "convert_to" : string.Empty;
            var value = engine == Engine.Sqlite
                ? await attacker.ReadAsync($"SELECT CAST(\"{column}\" AS BLOB) FROM {table} LIMIT 1")
                : await attacker.ReadAsync(literal.Length > 0 ? $"SELECT convert_to(\"{column}\", 'UTF8') FROM {table} LIMIT 1" : $"SELECT \"{column}\" FROM {table} LIMIT 1");
            foreach (var changed in Changes(engine, column == "Note" ? Strict.GetString((byte[])value!) : value))
            {
                await attacker.RunAsync($"UPDATE {table} SET \"{column}\" = {changed}");
                Assert.False((await attacker.VerifyAsync()).IsWhole, $"{table}.{column} became {changed}");
            }
            await attacker.RestoreAsync();
        }
        await attacker.RunAsync("DELETE FROM audit_nodes");
        Assert.False((await attacker.VerifyAsync()).IsWhole);
    }

    private static async Task<object?> ReadAsync(Attacker attacker, Engine engine, string column, int sequence) => column switch
    {
        nameof(AuditEntry.At) when engine == Engine.Postgres => await attacker.ReadAsync(Text($"SELECT (extract(epoch FROM \"At\") * 1000000)::bigint FROM audit_entries WHERE \"Sequence\" = {sequence}")),
        _ => await attacker.ReadAsync(Text($"SELECT \"{column}\" FROM audit_entries WHERE \"Sequence\" = {sequence}")),
    };

    private static Task SetAsync(Attacker attacker, string column, int sequence, string literal) =>
        attacker.RunAsync(Text($"UPDATE audit_entries SET \"{column}\" = {literal} WHERE \"Sequence\" = {sequence}"));

    /// <summary>The value with each of its bytes changed in turn, as SQL; and with one more or none at all.</summary>
    private static IEnumerable<string> Changes(Engine engine, object? value)
    {
        switch (value)
        {
            case null:
                yield return "''";
                yield return "'x'";
                break;
            case long number:
                for (var i = 0; i < sizeof(long) - 1; i++)
                {
                    yield return engine == Engine.Sqlite
                        ? Text($"{number ^ (1L << (8 * i))}")
                        : Text($"to_timestamp({number ^ (1L << (8 * Math.Min(i, 5)))} / 1000000) + ({number ^ (1L << (8 * Math.Min(i, 5)))} % 1000000) * interval '1 microsecond'");
                }
                break;
            case byte[] bytes:
                foreach (var changed in Bytes(bytes, areText: false))
                {
                    yield return engine == Engine.Sqlite ? $"x'{Convert.ToHexString(changed)}'" : $"'\\x{Convert.ToHexString(changed)}'::bytea";
                }
                break;
            case string text:
                foreach (var changed in Bytes(Encoding.UTF8.GetBytes(text), areText: engine == Engine.Postgres))
                {
                    yield return engine == Engine.Sqlite ? $"CAST(x'{Convert.ToHexString(changed)}' AS TEXT)" : $"convert_from('\\x{Convert.ToHexString(changed)}'::bytea, 'UTF8')";
                }
                break;
            default:
                throw new NotSupportedException(value.GetType().Name);
        }
    }

    private static IEnumerable<byte[]> Bytes(byte[] bytes, bool areText)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                byte[] changed = [.. bytes];
                changed[i] ^= (byte)(1 << bit);
                // PostgreSQL takes only texts that are valid, and without NUL: the next bit, then.
                if (!areText || IsText(changed))
                {
                    yield return changed;
                    break;
                }
            }
        }
        yield return [.. bytes, (byte)' '];
        if (bytes.Length > 0 && (!areText || IsText(bytes[..^1])))
        {
            yield return bytes[..^1];
        }
    }

    private static bool IsText(byte[] bytes)
    {
        try
        {
            return !Strict.GetString(bytes).Contains('\0', StringComparison.Ordinal);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>Tries each change of structure at an entry, and puts the record back.</summary>
    /// <returns>How many the database let happen; each was found.</returns>
    private static async Task<int> TryStructuralAsync(Attacker attacker, Engine engine, int n)
    {
        var tried = 0;
        foreach (var (name, sql) in Structural(engine, n, attacker.Size))
        {
            if (!await attacker.TryAsync(sql))
            {
                continue;
            }
            var result = await attacker.VerifyAsync();
            Assert.True(result.FirstBad <= (name == Doubled ? n + 1 : n), $"{name}, entry {n}: {string.Join(' ', result.Findings)}");
            await attacker.RestoreAsync();
            tried++;
        }
        return tried;
    }

    private static IEnumerable<(string Name, string Sql)> Structural(Engine engine, int n, int size)
    {
        const string All = "\"At\", \"ActorKind\", \"ActorId\", \"ActorName\", \"Action\", \"SubjectKind\", \"SubjectId\", \"SubjectName\", \"Outcome\", \"Reason\", \"Before\", \"After\", \"OnBehalfOf\", \"Session\", \"Address\", \"CorrelationId\", \"Previous\", \"Hash\"";
        var at = Text($"WHERE \"Sequence\" = {n}");
        yield return ("deleted", $"DELETE FROM audit_entries {at}");
        yield return ("deleted, and those after it moved up", Text($"DELETE FROM audit_entries {at}; UPDATE audit_entries SET \"Sequence\" = \"Sequence\" - 1000 WHERE \"Sequence\" > {n}; UPDATE audit_entries SET \"Sequence\" = \"Sequence\" + 999 WHERE \"Sequence\" < 0;"));
        yield return ("moved to the end", Text($"UPDATE audit_entries SET \"Sequence\" = {size + 1} {at}"));
        yield return ("moved to the beginning", $"UPDATE audit_entries SET \"Sequence\" = 0 {at}");
        yield return ("moved before the beginning", $"UPDATE audit_entries SET \"Sequence\" = -5 {at}");
        yield return ("changed places with the next", Text($"UPDATE audit_entries SET \"Sequence\" = -1 {at}; UPDATE audit_entries SET \"Sequence\" = {n} WHERE \"Sequence\" = {n + 1} AND {n} < {size}; UPDATE audit_entries SET \"Sequence\" = {n + 1} WHERE \"Sequence\" = -1;"));
        yield return (Doubled, Text($"UPDATE audit_entries SET \"Sequence\" = \"Sequence\" - 1000 WHERE \"Sequence\" > {n}; INSERT INTO audit_entries (\"Sequence\", {All}) SELECT {n + 1}, {All} FROM audit_entries {at}; UPDATE audit_entries SET \"Sequence\" = \"Sequence\" + 1001 WHERE \"Sequence\" < 0;"));
        yield return ("text moved over a border", $"UPDATE audit_entries SET \"SubjectId\" = \"SubjectId\" || substr(\"SubjectName\", 1, 1), \"SubjectName\" = substr(\"SubjectName\", 2) {at}");
        yield return ("names changed places", $"UPDATE audit_entries SET \"SubjectName\" = \"ActorName\", \"ActorName\" = \"SubjectName\" {at}");
        yield return ("before and after changed places", $"UPDATE audit_entries SET \"Before\" = \"After\", \"After\" = \"Before\" {at}");
        yield return ("nothing became an empty text, or a text nothing", $"UPDATE audit_entries SET \"Reason\" = CASE WHEN \"Reason\" IS NULL THEN '' ELSE NULL END {at}");
        yield return ("a text became nothing", $"UPDATE audit_entries SET \"After\" = NULL {at}");
        yield return ("a composed letter was taken apart", $"UPDATE audit_entries SET \"SubjectName\" = replace(\"SubjectName\", '\u00e9', 'e\u0301') || CASE WHEN \"SubjectName\" LIKE '%\u00e9%' THEN '' ELSE '\u200b' END {at}");
        yield return ("the time zone was taken for another", engine == Engine.Sqlite
            ? $"UPDATE audit_entries SET \"At\" = \"At\" + 36000000000 {at}"
            : $"UPDATE audit_entries SET \"At\" = \"At\" AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Berlin' {at}");
        if (engine == Engine.Sqlite)
        {
            yield return ("a tick later", $"UPDATE audit_entries SET \"At\" = \"At\" + 1 {at}");
            yield return ("a text retyped as bytes", $"UPDATE audit_entries SET \"ActorName\" = CAST(\"ActorName\" AS BLOB) {at}");
            yield return ("bytes retyped as a text", $"UPDATE audit_entries SET \"Hash\" = CAST(\"Hash\" AS TEXT) {at}");
            yield return ("a time retyped as a text", $"UPDATE audit_entries SET \"At\" = CAST(\"At\" AS TEXT) || 'x' {at}");
            yield return ("a text retyped as a number", $"UPDATE audit_entries SET \"After\" = x'00' {at}");
        }
    }

    private static string Text(FormattableString sql) => sql.ToString(CultureInfo.InvariantCulture);
}

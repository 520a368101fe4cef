using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Lists;
using Portal.Data.Storage;

namespace Portal.Hosting.Api;

/// <summary>
/// A filtered list as a file, written while it is read: CSV whose cells no spreadsheet takes for a formula, or one JSON object a line. Who
/// takes one is recorded first.
/// </summary>
/// <param name="note">Records it.</param>
internal sealed class ListExport(NoteExport note)
{
    private static readonly byte[] LineEnd = [(byte)'\n'];

    /// <summary>The answer; <paramref name="format"/> is <c>csv</c> (also when absent) or <c>ndjson</c>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="list">The list's name, and the file's without its ending.</param>
    /// <param name="right">What one needs to read it.</param>
    /// <param name="filter">Which of its rows, as a query string.</param>
    /// <param name="format">The form that was asked for.</param>
    /// <param name="rows">The rows, read once.</param>
    /// <param name="columns">The columns of the CSV form; the JSON form holds the whole row.</param>
    public async Task<IResult> OfAsync<T>(
        HttpContext context, string list, Right right, string filter, string? format, IAsyncEnumerable<T> rows, IReadOnlyList<ExportColumn<T>> columns)
    {
        if ((format ??= "csv") is not ("csv" or "ndjson"))
        {
            return Problems.Invalid("format", "must be csv or ndjson.");
        }
        await note.RunAsync(list, right, filter, format, context.GetCaller(), context.RequestAborted);
        return format == "csv"
            ? TypedResults.Stream(body => WriteCsvAsync(body, rows, columns), "text/csv; charset=utf-8", $"{list}.csv")
            : Lines(list, rows);
    }

    /// <summary>One JSON object a line, with the proof of each entry of the record.</summary>
    public async Task<IResult> WithProofsAsync<T>(HttpContext context, string list, Right right, string filter, IAsyncEnumerable<T> lines)
    {
        await note.RunAsync(list, right, filter, "proofs", context.GetCaller(), context.RequestAborted);
        return Lines($"{list}-proofs", lines);
    }

    /// <summary>A file of another form, which <paramref name="write"/> writes.</summary>
    public async Task<IResult> AsFileAsync(HttpContext context, string list, Right right, string filter, string format, string type, string name, Func<Stream, Task> write)
    {
        await note.RunAsync(list, right, filter, format, context.GetCaller(), context.RequestAborted);
        return TypedResults.Stream(write, type, name);
    }

    private static PushStreamHttpResult Lines<T>(string name, IAsyncEnumerable<T> rows) =>
        TypedResults.Stream(body => WriteLinesAsync(body, rows), "application/x-ndjson", $"{name}.ndjson");

    private static async Task WriteCsvAsync<T>(Stream body, IAsyncEnumerable<T> rows, IReadOnlyList<ExportColumn<T>> columns)
    {
        await using var text = new StreamWriter(body, leaveOpen: true);
        await using var csv = CsvCells.Begin(text);
        foreach (var column in columns)
        {
            csv.WriteField(column.Name);
        }
        await csv.NextRecordAsync();
        await foreach (var row in rows)
        {
            foreach (var column in columns)
            {
                csv.WriteCell(column.Value(row));
            }
            await csv.NextRecordAsync();
        }
    }

    private static async Task WriteLinesAsync<T>(Stream body, IAsyncEnumerable<T> rows)
    {
        await foreach (var row in rows)
        {
            await JsonSerializer.SerializeAsync(body, row, StoredJson.Options);
            await body.WriteAsync(LineEnd);
        }
    }
}

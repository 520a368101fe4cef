using System.Globalization;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using Portal.Data.Storage;

namespace Portal.Hosting.Api;

/// <summary>A filtered list as a file, written while it is read: CSV whose cells no spreadsheet takes for a formula, or one JSON object a line.</summary>
internal static class ListExport
{
    private static readonly byte[] LineEnd = [(byte)'\n'];

    /// <summary>The answer; <paramref name="format"/> is <c>csv</c> (also when absent) or <c>ndjson</c>.</summary>
    /// <param name="name">The file's name without its ending.</param>
    /// <param name="format">The form that was asked for.</param>
    /// <param name="rows">The rows, read once.</param>
    /// <param name="columns">The columns of the CSV form; the JSON form holds the whole row.</param>
    public static IResult Of<T>(string name, string? format, IAsyncEnumerable<T> rows, IReadOnlyList<ExportColumn<T>> columns) =>
        (format ?? "csv") switch
        {
            "csv" => TypedResults.Stream(body => WriteCsvAsync(body, rows, columns), "text/csv; charset=utf-8", $"{name}.csv"),
            "ndjson" => TypedResults.Stream(body => WriteLinesAsync(body, rows), "application/x-ndjson", $"{name}.ndjson"),
            _ => Problems.Invalid("format", "must be csv or ndjson."),
        };

    private static async Task WriteCsvAsync<T>(Stream body, IAsyncEnumerable<T> rows, IReadOnlyList<ExportColumn<T>> columns)
    {
        await using var text = new StreamWriter(body, leaveOpen: true);
        await using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            InjectionOptions = InjectionOptions.Escape,
            NewLine = "\r\n",
        });
        foreach (var column in columns)
        {
            csv.WriteField(column.Name);
        }
        await csv.NextRecordAsync();
        await foreach (var row in rows)
        {
            foreach (var column in columns)
            {
                csv.WriteField(CellOf(column.Value(row)));
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

    private static string CellOf(object? value) => value switch
    {
        null => string.Empty,
        DateTimeOffset at => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };
}

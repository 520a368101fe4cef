using System.Buffers;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Portal.Data.Lists;

/// <summary>CSV for spreadsheets: no cell is taken for a formula, instants are RFC 3339, and what is a separator to somebody is quoted.</summary>
public static class CsvCells
{
    // Also what is a separator elsewhere, or a line end to somebody.
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create("\",;\t\r\n\u0085\u2028\u2029 '");

    /// <summary>Begins a file.</summary>
    /// <param name="to">Where it goes; closed with the file unless it says otherwise.</param>
    public static CsvWriter Begin(TextWriter to) => new(to, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\r\n" });

    /// <summary>Writes a cell.</summary>
    public static void WriteCell(this CsvWriter csv, object? value)
    {
        var cell = CellOf(value);
        csv.WriteField(cell, shouldQuote: cell.AsSpan().ContainsAny(NeedQuotes));
    }

    private static string CellOf(object? value) => value switch
    {
        null => string.Empty,
        string text => Inert(text),
        DateTimeOffset at => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
        _ => Inert(value.ToString() ?? string.Empty),
    };

    // https://owasp.org/www-community/attacks/CSV_Injection, and the wide forms that spreadsheets also take.
    private static string Inert(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20', ..] ? "'" + text : text;
}

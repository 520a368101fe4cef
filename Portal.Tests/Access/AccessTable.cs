using System.Text;
using Portal.Tests.Support;

namespace Portal.Tests.Access;

/// <summary>Who gets in where, as kept in the repository: one line for each route and hub method, one column for each role and token scope.</summary>
internal static class AccessTable
{
    /// <summary>Where it lies.</summary>
    public const string Path = "Portal.Tests/Access/access-table.md";

    private const string Heading =
        """
        # Who gets in where

        Measured by `AccessTableTests`, which asks every route and calls every hub method as everybody. A route that is not here, or answers
        otherwise, fails the build: decide, then take over the table that the failed test leaves in `artifacts/access-table.md`. A tick says that the
        route lets the caller through; what they may do to which item is the command's decision, and tested with it.

        """;

    /// <summary>The table as it is kept: for each route or hub method, the callers who get in.</summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<string>> Read()
    {
        var lines = Repository.Read(Path).Split('\n').Where(line => line.StartsWith('|')).Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)).ToList();
        var columns = lines[0][1..];
        return lines.Skip(2).ToDictionary(
            cells => cells[0].Trim('`'),
            cells => (IReadOnlySet<string>)columns.Where((_, i) => cells[i + 1] == "✓").ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    /// <summary>The table as text.</summary>
    /// <param name="columns">The callers.</param>
    /// <param name="rows">For each route or hub method, the callers who get in.</param>
    public static string Write(IReadOnlyList<string> columns, IReadOnlyDictionary<string, HashSet<string>> rows)
    {
        var text = new StringBuilder(Heading)
            .Append("| | ").AppendJoin(" | ", columns).Append(" |\n")
            .Append("| --- |").Append(string.Concat(columns.Select(_ => " :-: |"))).Append('\n');
        foreach (var (name, allowed) in rows.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            text.Append("| `").Append(name).Append("` | ").AppendJoin(" | ", columns.Select(c => allowed.Contains(c) ? "✓" : "·")).Append(" |\n");
        }
        return text.ToString();
    }

    /// <summary>The lines in which two tables differ.</summary>
    public static IReadOnlyList<string> Differences(string kept, string measured)
    {
        var before = kept.Split('\n');
        var now = measured.Split('\n');
        return [.. before.Except(now, StringComparer.Ordinal).Select(line => "- " + line), .. now.Except(before, StringComparer.Ordinal).Select(line => "+ " + line)];
    }

    /// <summary>Leaves the measured table where a person can take it over from.</summary>
    public static void Leave(string measured)
    {
        var folder = Directory.CreateDirectory(System.IO.Path.Combine(Repository.Root, "artifacts")).FullName;
        File.WriteAllText(System.IO.Path.Combine(folder, "access-table.md"), measured);
    }
}

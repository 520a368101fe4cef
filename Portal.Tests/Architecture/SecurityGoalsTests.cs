using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Portal.Tests.Support;

namespace Portal.Tests.Architecture;

/// <summary>The table of what must not happen names tests that are there, and leaves out nothing that is built.</summary>
public sealed partial class SecurityGoalsTests
{
    private const string Table = "Portal.Tests/security-goals.md";

    // What is built so far; what belongs to proposals, links and failing machines comes with them.
    private static readonly int[] Goals = [.. Enumerable.Range(1, 25), .. Enumerable.Range(33, 3), .. Enumerable.Range(40, 12)];

    [Fact]
    public void Each_goal_has_one_line_that_says_what_must_hold_and_how_much_is_tried()
    {
        var rows = Rows();

        Assert.Equal(Goals, rows.Select(r => int.Parse(r[0], CultureInfo.InvariantCulture)));
        Assert.All(rows, r => Assert.Equal(5, r.Length));
        Assert.All(rows, r => Assert.DoesNotContain(r[..4], string.IsNullOrWhiteSpace));
    }

    [Fact]
    public void Each_test_that_is_named_is_there_and_tries_something()
    {
        var tests = typeof(SecurityGoalsTests).Assembly.GetTypes()
            .Where(t => t.IsPublic && t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Any(m => m.GetCustomAttributes<FactAttribute>().Any()))
            .Select(t => t.Name)
            .ToHashSet(StringComparer.Ordinal);

        foreach (var row in Rows())
        {
            var named = Name().Matches(row[2]).Select(m => m.Groups["name"].Value).ToList();
            Assert.NotEmpty(named);
            Assert.True(named.TrueForAll(tests.Contains), $"Goal {row[0]} names {string.Join(", ", named.Where(n => !tests.Contains(n)))}, which is no class with tests. Say in {Table} which tests try it now.");
        }
    }

    private static List<string[]> Rows() =>
        [.. Repository.Read(Table).Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2).Select(line => line.Trim()[1..^1].Split('|', StringSplitOptions.TrimEntries))];

    [GeneratedRegex("`(?<name>\\w+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}

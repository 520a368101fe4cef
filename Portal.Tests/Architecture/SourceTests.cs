using System.Text.RegularExpressions;
using Portal.Tests.Support;

namespace Portal.Tests.Architecture;

/// <summary>Rules about files that no analyzer checks.</summary>
public sealed partial class SourceTests
{
    private static readonly string[] SortedByKind = ["Models", "Services", "Interfaces", "Helpers", "Utils", "Extensions", "Dtos", "Common"];

    private static readonly string[] Extensions = [".cs", ".razor"];

    [Fact]
    public void A_file_holds_one_type()
    {
        var crowded = Repository.SourceFiles(".cs").Where(path => TopLevelType().Count(Repository.Read(path)) > 1);

        Assert.Empty(crowded);
    }

    [Fact]
    public void Every_type_says_what_it_is()
    {
        var silent =
            from path in Repository.SourceFiles(".cs")
            where !path.EndsWith(".razor.cs", StringComparison.Ordinal) && !path.EndsWith("Tests.cs", StringComparison.Ordinal)
            let lines = Repository.Read(path).Split('\n')
            let at = Array.FindIndex(lines, line => TopLevelType().IsMatch(line))
            where at >= 0
            let above = lines[..at].Reverse().SkipWhile(line => line is ['[' or '#' or ' ' or ']' or ')', ..]).FirstOrDefault()
            where above?.StartsWith("///", StringComparison.Ordinal) != true
            select path;

        Assert.Empty(silent);
    }

    [Fact]
    public void No_text_keeps_a_pattern_busy()
    {
        var endless =
            from path in Repository.SourceFiles(".cs")
            where !path.StartsWith("Portal.Tests/", StringComparison.Ordinal)
            from line in Repository.Read(path).Split('\n')
            where LoosePattern().IsMatch(line)
                || (line.Contains("[GeneratedRegex(", StringComparison.Ordinal) && !line.Contains("NonBacktracking", StringComparison.Ordinal) && !TimedPattern().IsMatch(line))
            select $"{path}: {line.Trim()}";

        Assert.Empty(endless);
    }

    [Fact]
    public void Folders_are_features_not_kinds()
    {
        var byKind = Repository.SourceFiles(".cs").Where(path => path.Split('/').Intersect(SortedByKind, StringComparer.Ordinal).Any());

        Assert.Empty(byKind);
    }

    [Fact]
    public void Only_the_platform_knows_what_an_ARN_is()
    {
        var knowing =
            from extension in Extensions
            from path in Repository.SourceFiles(extension)
            where !path.StartsWith("Portal.Tests/", StringComparison.Ordinal) && !path.StartsWith("Portal.Data/Platforms/Aws/", StringComparison.Ordinal)
            from line in Repository.Read(path).Split('\n')
            where ArnInCode().IsMatch(line)
            select $"{path}: {line.Trim()}";

        Assert.Empty(knowing);
    }

    [GeneratedRegex(@"^(?:(?:public|internal|file|static|sealed|abstract|partial|readonly|unsafe|ref)\s+)*(?:class|record|struct|interface|enum|delegate)\s+\w", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"\bnew Regex\(|\bRegex\.(?:IsMatch|Match|Matches|Replace|Split|Count|EnumerateMatches)\(", RegexOptions.None, 1000)]
    private static partial Regex LoosePattern();

    [GeneratedRegex(@", (?:matchTimeoutMilliseconds: )?\d+\)\]", RegexOptions.None, 1000)]
    private static partial Regex TimedPattern();

    // A literal that code compares or cuts with; an example in a comment or a text for people is none.
    [GeneratedRegex("""^(?!\s*//)[^"]*(StartsWith|EndsWith|Contains|IndexOf|Split|Replace|==|is)[^"]*"arn:""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ArnInCode();
}

using System.Runtime.InteropServices;
using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>A sound policy document, compiled once and then only read: safe to share between threads.</summary>
/// <param name="HasVariables">True for version 2012-10-17; in earlier ones <c>${…}</c> is literal text.</param>
/// <param name="Statements">The statements in their order.</param>
internal sealed record PolicyDocument(bool HasVariables, IReadOnlyList<PolicyStatement> Statements)
{
    private const int FewStatements = 4;

    private readonly StatementHead[] _heads = [.. Statements.Select(statement => new StatementHead(statement))];
    private readonly StatementIndex? _index = Statements.Count > FewStatements ? new StatementIndex(Statements) : null;

    /// <summary>A document that says nothing: what counts in place of one that AWS would not attach.</summary>
    public static PolicyDocument Nothing { get; } = new(HasVariables: false, []);

    /// <summary>Compiles a document from its JSON text.</summary>
    /// <exception cref="PolicyFormatException">AWS would not attach it, or it is too complex.</exception>
    public static PolicyDocument Parse(string text)
    {
        if (text.Length > PolicyLimits.DocumentLength)
        {
            throw PolicyFormatException.TooComplex("document", $"has {text.Length} characters; at most {PolicyLimits.DocumentLength} are read");
        }
        if (text.StartsWith(PolicyNormalizer.CutMark, StringComparison.Ordinal))
        {
            throw PolicyFormatException.TooComplex("document", $"has more than {PolicyLimits.DocumentLength} characters, and only its beginning was kept");
        }
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = PolicyLimits.Depth });
            return PolicyParser.Parse(json.RootElement);
        }
        catch (JsonException)
        {
            throw PolicyLimits.IsTooDeep(text)
                ? PolicyFormatException.TooComplex("document", $"nests deeper than {PolicyLimits.Depth} levels")
                : new PolicyFormatException("document", "is not JSON");
        }
    }

    /// <summary>Compiles a document that is already parsed, to decide with only: its statements do not keep their text.</summary>
    /// <exception cref="PolicyFormatException">AWS would not attach it.</exception>
    public static PolicyDocument ToDecideWith(JsonElement json) =>
        JsonMarshal.GetRawUtf8Value(json).Length > PolicyLimits.DocumentLength ? Parse(json.GetRawText()) : PolicyParser.Parse(json, keepsText: false);

    /// <summary>All statements of a short document; null for one that is looked up by service.</summary>
    public StatementHead[]? Few => _index is null ? _heads : null;

    /// <summary>The statements that may be about an action of <paramref name="service"/>, in their order in two lists; the others surely are not.</summary>
    public (StatementHead[] Own, StatementHead[] General) About(string service) =>
        _index is null ? (_heads, []) : _index.About(service);

    /// <summary>
    /// Why AWS would not attach this document as an identity policy, boundary, session policy or organization policy, or null. Such policies
    /// speak about their holder, so a statement names no principal, and it must say which resources it is about.
    /// </summary>
    public PolicyProblem? ProblemWithoutPrincipal()
    {
        foreach (var statement in Statements)
        {
            if (statement.Principals is not null)
            {
                return new PolicyProblem($"Statement[{statement.Index}]", "only a policy on a resource names a principal");
            }
            if (statement.Resources is null)
            {
                return new PolicyProblem($"Statement[{statement.Index}]", "needs Resource or NotResource");
            }
        }
        return null;
    }
}

using System.Text.Json;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>A policy document, compiled for every question that can be asked about it.</summary>
internal sealed class CompiledPolicy
{
    private readonly Lazy<CompiledStatement[]> _statements;
    private readonly Lazy<ActionPattern[]> _strangers;

    private CompiledPolicy(string text, PolicyDocument? document, PolicyProblem? problem, PolicyProblem? problemWithoutPrincipal)
    {
        Document = document;
        Problem = problem?.ToString();
        ProblemWithoutPrincipal = (problem ?? problemWithoutPrincipal)?.ToString();
        IsTooComplex = problem is { IsTooComplex: true };
        _statements = new Lazy<CompiledStatement[]>(() => document is null
            ? []
            : [.. document.Statements.Select(statement => CompiledStatement.Of(statement, document.Statements.Count > 1 || IsList(text) ? $"/Statement/{statement.Index}" : "/Statement"))]);
        _strangers = new Lazy<ActionPattern[]>(() => [.. _statements.Value.SelectMany(statement => statement.Strangers)]);
    }

    /// <summary>The document; null when AWS would not attach it, or when it is too complex.</summary>
    public PolicyDocument? Document { get; }

    /// <summary>Place and reason why it is not read, wherever it stands; null when it is sound.</summary>
    public string? Problem { get; }

    /// <summary>True when it is not read because it is too complex: then it may say anything, as one whose content is unknown.</summary>
    public bool IsTooComplex { get; }

    /// <summary>The same for policies that speak about their holder: those may not name a principal and must name resources.</summary>
    public string? ProblemWithoutPrincipal { get; }

    /// <summary>
    /// The same for those who follow all of its statements at once and not only those about one action: too complex, when there are more than
    /// <see cref="PolicyLimits.FollowedStatements"/>.
    /// </summary>
    public CompiledPolicy Followed => Document is not { Statements.Count: var count and > PolicyLimits.FollowedStatements } ? this : field ??= new CompiledPolicy(
        string.Empty,
        document: null,
        PolicyFormatException.TooComplex("Statement", $"holds {count} statements; at most {PolicyLimits.FollowedStatements} are followed at once, and single actions can still be asked about").Problem,
        problemWithoutPrincipal: null);

    /// <summary>Its statements; none when it is not read.</summary>
    public IReadOnlyList<CompiledStatement> Statements => _statements.Value;

    /// <summary>Its entries that name no action of the catalogue.</summary>
    public IReadOnlyList<ActionPattern> Strangers => _strangers.Value;

    /// <summary>Compiles a document.</summary>
    public static CompiledPolicy Of(string text)
    {
        try
        {
            var document = PolicyDocument.Parse(text);
            return new CompiledPolicy(text, document, problem: null, document.ProblemWithoutPrincipal());
        }
        catch (PolicyFormatException exception)
        {
            return new CompiledPolicy(text, document: null, exception.Problem, problemWithoutPrincipal: null);
        }
    }

    /// <summary>A single statement may stand in a list or by itself.</summary>
    private static bool IsList(string text)
    {
        using var json = JsonDocument.Parse(text);
        return json.RootElement.GetProperty("Statement").ValueKind == JsonValueKind.Array;
    }
}

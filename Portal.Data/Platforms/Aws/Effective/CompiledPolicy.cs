using System.Text.Json;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>A policy document, compiled for every question that can be asked about it.</summary>
internal sealed class CompiledPolicy
{
    private readonly Lazy<CompiledStatement[]> _statements;
    private readonly Lazy<ActionPattern[]> _strangers;

    private CompiledPolicy(string text, PolicyDocument? document, string? problem, string? problemWithoutPrincipal)
    {
        Document = document;
        Problem = problem;
        ProblemWithoutPrincipal = problem ?? problemWithoutPrincipal;
        _statements = new Lazy<CompiledStatement[]>(() => document is null
            ? []
            : [.. document.Statements.Select(statement => CompiledStatement.Of(statement, document.Statements.Count > 1 || IsList(text) ? $"/Statement/{statement.Index}" : "/Statement"))]);
        _strangers = new Lazy<ActionPattern[]>(() => [.. _statements.Value.SelectMany(statement => statement.Strangers)]);
    }

    /// <summary>The document; null when AWS would not attach it.</summary>
    public PolicyDocument? Document { get; }

    /// <summary>Place and reason why AWS would not attach it anywhere; null when it is sound.</summary>
    public string? Problem { get; }

    /// <summary>The same for policies that speak about their holder: those may not name a principal and must name resources.</summary>
    public string? ProblemWithoutPrincipal { get; }

    /// <summary>Its statements; none when AWS would not attach it.</summary>
    public IReadOnlyList<CompiledStatement> Statements => _statements.Value;

    /// <summary>Its entries that name no action of the catalogue.</summary>
    public IReadOnlyList<ActionPattern> Strangers => _strangers.Value;

    /// <summary>Compiles a document.</summary>
    public static CompiledPolicy Of(string text)
    {
        try
        {
            var document = PolicyDocument.Parse(text);
            return new CompiledPolicy(text, document, problem: null, document.ProblemWithoutPrincipal()?.ToString());
        }
        catch (PolicyFormatException problem)
        {
            return new CompiledPolicy(text, document: null, problem.Message, problemWithoutPrincipal: null);
        }
    }

    /// <summary>A single statement may stand in a list or by itself.</summary>
    private static bool IsList(string text)
    {
        using var json = JsonDocument.Parse(text);
        return json.RootElement.GetProperty("Statement").ValueKind == JsonValueKind.Array;
    }
}

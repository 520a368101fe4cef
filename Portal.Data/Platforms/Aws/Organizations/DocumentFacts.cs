using Portal.Data.Platforms.Aws.Effective;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Organizations;

/// <summary>A document, taken apart once for all identities that hold it.</summary>
internal sealed class DocumentFacts
{
    private DocumentFacts(IReadOnlyList<StatementFacts> allows, IReadOnlyList<StatementFacts> denies)
    {
        Allows = allows;
        Denies = denies;
    }

    /// <summary>The statements that allow; none when AWS would not attach the document.</summary>
    public IReadOnlyList<StatementFacts> Allows { get; }

    /// <summary>The statements that deny.</summary>
    public IReadOnlyList<StatementFacts> Denies { get; }

    /// <summary>The document; null when AWS would not attach it anywhere, or when it is too complex.</summary>
    public PolicyDocument? Source { get; private init; }

    /// <summary>True when it was not read: it may say anything.</summary>
    public bool IsTooComplex { get; private init; }

    /// <summary>True when AWS would not attach it as a policy of an identity or a limit.</summary>
    public bool IsMalformed { get; private init; }

    /// <summary>The roles that it may allow its holder to become; none when AWS would not attach it.</summary>
    public IReadOnlyList<ResourceElement> Roles { get; private init; } = [];

    /// <summary>Takes a document apart.</summary>
    public static DocumentFacts Of(CompiledPolicy policy)
    {
        if (policy.Document is null)
        {
            return new DocumentFacts([], []) { IsMalformed = !policy.IsTooComplex, IsTooComplex = policy.IsTooComplex };
        }
        var statements = policy.Document.Statements.Select(statement => new StatementFacts(statement)).ToList();
        var isMalformed = policy.ProblemWithoutPrincipal is not null;
        return new DocumentFacts(
            [.. statements.Where(statement => statement.Statement.IsAllow)],
            [.. statements.Where(statement => !statement.Statement.IsAllow)])
        {
            Source = policy.Document,
            IsMalformed = isMalformed,
            Roles = isMalformed ? [] : [.. policy.Document.Statements.Where(statement => statement.IsAllow && statement.Actions.Matches(AssumeRole.Name)).Select(statement => statement.Resources!)],
        };
    }
}

using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Tests.Platforms.Aws.Policies;

/// <summary>Real documents: every policy that AWS manages and that the embedded catalogue holds.</summary>
public sealed class ManagedPolicyCorpusTests
{
    [Fact]
    public void Every_managed_policy_is_sound_compiles_and_keeps_its_form()
    {
        var arns = ManagedPolicyCatalogue.Instance.Arns.ToList();

        Assert.True(arns.Count > 1_000, $"There are {arns.Count}.");
        Assert.All(arns, arn =>
        {
            var normalized = ManagedPolicyCatalogue.Instance.Find(arn)!;
            Assert.Null(normalized.Problem);
            Assert.Equal(normalized, PolicyNormalizer.Normalize(normalized.Text));
            var document = PolicyDocument.Parse(normalized.Text);
            Assert.NotEmpty(document.Statements);
            Assert.Null(document.ProblemWithoutPrincipal());
        });
    }

    [Fact]
    public void The_index_of_a_document_loses_no_statement()
    {
        foreach (var document in ManagedPolicyCatalogue.Instance.Arns.Select(arn => PolicyDocument.Parse(ManagedPolicyCatalogue.Instance.Find(arn)!.Text)))
        {
            foreach (var service in document.Statements.SelectMany(s => s.Actions.Patterns).Select(p => p.Service).OfType<string>().Append("none").Distinct(StringComparer.Ordinal))
            {
                var (own, general) = document.About(service);
                var about = own.Concat(general).Select(head => head.Statement).ToHashSet();
                Assert.All(document.Statements, statement => Assert.True(about.Contains(statement) || !NamesSome(statement, service)));
            }
        }
    }

    private static bool NamesSome(PolicyStatement statement, string service) => statement.Actions.IsNegated
        || statement.Actions.Patterns.Any(pattern => pattern.Service is null || pattern.Service == service);
}

using CsCheck;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;
using static Portal.Tests.Platforms.Aws.TestHolding;

namespace Portal.Tests.Platforms.Aws.Effective;

/// <summary>Policies made for a choice of actions allow exactly that, and are as small as the platform wants them.</summary>
public sealed class PolicyDraftingTests
{
    private const int Managed = 6_144;
    private readonly AwsPermissionEngine _engine = new();

    [Fact]
    public void A_wide_policy_becomes_the_actions_that_were_chosen()
    {
        var draft = Draft(new TestHolding().With("wide", Allow("*")), "s3:GetObject", "sqs:SendMessage");

        Assert.True(draft.IsExact);
        Assert.Equal(
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","sqs:SendMessage"],"Resource":["*"]}]}""",
            Assert.Single(draft.Documents).Json);
    }

    [Fact]
    public void Resources_conditions_variables_and_denies_are_kept_where_they_matter()
    {
        var draft = Draft(
            new TestHolding().As("arn:aws:iam::111111111111:user/red").With(
                "own",
                Allow("s3:*", "arn:aws:s3:::home/${aws:username}/* arn:aws:s3:::home", "'Condition':{'Bool':{'aws:SecureTransport':'true'}}"),
                Allow("ec2:*"),
                Deny("s3:Get*", "arn:aws:s3:::home/red/secret"),
                Deny("ec2:Terminate*")),
            "s3:GetObject");

        Assert.True(draft.IsExact);
        var json = Assert.Single(draft.Documents).Json;
        Assert.Contains("${aws:username}", json, StringComparison.Ordinal);
        Assert.Contains("aws:SecureTransport", json, StringComparison.Ordinal);
        Assert.Contains("secret", json, StringComparison.Ordinal);
        Assert.DoesNotContain("ec2", json, StringComparison.Ordinal);
    }

    [Fact]
    public void What_another_statement_gives_more_widely_is_left_out()
    {
        var draft = Draft(new TestHolding().With("a", Allow("s3:GetObject", "arn:aws:s3:::logs/*")).With("b", Allow("s3:Get*")), "s3:GetObject");

        Assert.True(draft.IsExact);
        Assert.Equal(1, Assert.Single(draft.Documents).Statements);
        Assert.DoesNotContain("logs", draft.Documents[0].Json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_draft_never_gives_what_was_not_allowed()
    {
        var draft = Draft(new TestHolding().With("a", Allow("s3:GetObject"), Deny("s3:PutObject")), "s3:GetObject", "s3:PutObject", "iam:CreateUser", "s3:GetObjekt");

        Assert.True(draft.IsExact);
        Assert.Equal(["iam:CreateUser", "s3:GetObjekt", "s3:PutObject"], draft.NotAllowedNow);
        Assert.Contains(draft.Notes, note => note.Contains("s3:GetObjekt", StringComparison.Ordinal));
    }

    [Fact]
    public void A_wildcard_stands_for_exactly_the_actions_that_were_chosen()
    {
        var gets = ActionSet.Of(new ActionElement(IsNegated: false, [ActionPattern.Read("sqs:*")!])).Ids().Select(ActionCatalogue.Instance.Name).ToArray();

        Assert.Contains("\"sqs:*\"", Assert.Single(Draft(new TestHolding().With("a", Allow("*")), gets).Documents).Json, StringComparison.Ordinal);
        Assert.DoesNotContain("\"sqs:*\"", Assert.Single(Draft(new TestHolding().With("a", Allow("*")), gets[1..]).Documents).Json, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_too_large_is_cut_into_documents_of_the_right_size()
    {
        var some = Enumerable.Range(0, ActionCatalogue.Instance.Count).Where(id => id % 20 == 0).Select(ActionCatalogue.Instance.Name).ToArray();

        var draft = _engine.Draft(new TestHolding().With("all", Allow("*")).Build(), new LeastPrivilegeRequest(some, UseWildcards: true, Managed));

        Assert.True(draft.IsExact);
        Assert.True(draft.Documents.Count > 1);
        Assert.All(draft.Documents, document => Assert.InRange(document.Characters, 1, Managed));
    }

    [Fact]
    public void Whatever_is_held_and_chosen_the_draft_allows_exactly_that() => Gen.Select(RandomHoldings.Holding, Gen.OneOf("s3:GetObject", "s3:PutObject", "s3:ListBucket", "sqs:SendMessage", "iam:PassRole").Array[1, 3]).Sample(
        (holding, actions) =>
        {
            var draft = _engine.Draft(holding, new LeastPrivilegeRequest(actions, UseWildcards: true, Managed));
            var drafted = holding with { Policies = [.. draft.Documents.Select((document, i) => new HeldPolicy(RandomHoldings.Entitlement(i), $"draft{i}", Text(document.Json)))] };
            foreach (var request in RandomHoldings.Requests(holding).Where(SymbolicLawsTests.IsSensible))
            {
                // What policies on resources give by themselves stays, whatever was chosen, and never becomes more.
                var (before, after) = (RandomHoldings.IsAllowed(holding, request), RandomHoldings.IsAllowed(drafted, request));
                var isChosen = actions.Contains(request.Action.ToString(), StringComparer.OrdinalIgnoreCase);
                Assert.True(isChosen ? before == after : before || !after, $"{request.Action} on {request.Resource} for {string.Join(' ', actions)}\n{RandomHoldings.Show(holding)}\n{string.Join('\n', draft.Documents.Select(document => document.Json))}");
            }
            return true;
        },
        iter: 150);

    private PolicyDraft Draft(TestHolding holding, params string[] actions) => _engine.Draft(holding.Build(), new LeastPrivilegeRequest(actions, UseWildcards: true, Managed));
}

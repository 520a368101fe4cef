using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws;
using Portal.Data.Platforms.Aws.Effective;
using Portal.Data.Platforms.Aws.Escalation;
using Portal.Data.Platforms.Aws.Policies;
using Portal.Tests.Platforms.Aws.Policies;
using Portal.Tests.Support;
using static Portal.Tests.Platforms.Aws.TestHolding;

namespace Portal.Tests.Platforms.Aws.Effective;

/// <summary>
/// A document is answered about in time, or it is too complex: then nobody knows what it says, and every answer about its holder says so. It is never
/// taken for one that says nothing.
/// </summary>
public sealed class TooComplexPoliciesTests
{
    private static readonly AccessQuestion Question = new("s3:GetObject", "arn:aws:s3:::bucket-1/geaputgeaput", new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal));

    private readonly AwsPermissionEngine _engine = new();

    /// <summary>Documents past one limit each.</summary>
    public static TheoryData<string> TooComplex { get; } =
    [
        Document([.. Enumerable.Repeat(Allow("s3:GetObject"), PolicyLimits.Statements + 1)]),
        Document(Allow("s3:" + new string('*', PolicyLimits.EntryLength))),
        Document(Allow("s3:*", $"arn:aws:s3:::*{new string('?', TextPattern.LongestRunWithOne + 1)}*")),
        Document([.. Enumerable.Repeat(Allow(string.Join(' ', Enumerable.Repeat("s3:GetObject", 100))), (PolicyLimits.Entries / 100) + 1)]),
        Document(Allow("s3:*"))[..^1] + ",\"Id\":" + string.Concat(Enumerable.Repeat("[", 17)) + string.Concat(Enumerable.Repeat("]", 17)) + "}",
        Document(Allow("s3:*"))[..^1] + $",\"Id\":\"{new string('a', PolicyLimits.DocumentLength)}\"}}",
    ];

    [Fact]
    public void Hostile_documents_that_are_too_complex_are_said_to_be()
    {
        var complex = 0;
        foreach (var (kind, text) in new HostileDocuments(seed: 42).First(TestScale.Of(quick: 108, full: 1_000)))
        {
            var normalized = PolicyNormalizer.Normalize(text).Text;
            var answer = _engine.Check(Holding(normalized), Question);
            if (CompiledPolicy.Of(normalized).IsTooComplex)
            {
                complex++;
                Assert.True(answer.Decision is AccessDecision.Conditional, kind);
                Assert.Contains(answer.NotModelled, sentence => sentence.Contains("too complex", StringComparison.Ordinal));
            }
        }

        Assert.True(complex > 20, $"Only {complex} were too complex.");
    }

    [Theory]
    [MemberData(nameof(TooComplex))]
    public void What_is_too_complex_is_unknown_in_every_answer_and_never_a_no(string document)
    {
        var text = PolicyNormalizer.Normalize(document);
        var holding = Holding(text.Text);

        Assert.Contains("too complex", text.Problem, StringComparison.Ordinal);
        var answer = _engine.Check(holding, Question);
        Assert.Equal(AccessDecision.Conditional, answer.Decision);
        Assert.Contains(answer.NotModelled, IsTold);
        Assert.Contains(_engine.Evaluate(holding).NotModelled, IsTold);
        Assert.True(Assert.Single(_engine.Summarize([holding], TestContext.Current.CancellationToken)).IsPartlyUnknown);
        Assert.Contains(_engine.Compare(new TestHolding().Build(), holding).NotModelled, IsTold);
        Assert.Contains(_engine.Draft(holding, new LeastPrivilegeRequest(["s3:GetObject"], UseWildcards: false, 6_144)).Notes, IsTold);
        Assert.Contains(new AwsEscalationFinder().Find([new EscalationSubject(holding, Trust: null)], TestContext.Current.CancellationToken).NotModelled, IsTold);
    }

    [Theory]
    [MemberData(nameof(TooComplex))]
    public void A_limit_that_is_too_complex_leaves_open_what_it_leaves(string document)
    {
        var holding = new TestHolding().With("own", Allow("s3:*")).LimitedByText(LimitKind.Boundary, Role, "bound", PolicyNormalizer.Normalize(document).Text).Build();

        var answer = _engine.Check(holding, Question);

        Assert.Equal(AccessDecision.Conditional, answer.Decision);
        Assert.Contains(answer.NotModelled, IsTold);
        var permissions = _engine.Evaluate(holding);
        Assert.Contains(permissions.NotModelled, IsTold);
        Assert.All(permissions.Permissions, permission => Assert.NotEmpty(permission.Conditions));
    }

    [Theory]
    [MemberData(nameof(TooComplex))]
    public void A_policy_on_a_resource_that_is_too_complex_may_let_in_anyone(string document)
    {
        var text = PolicyNormalizer.Normalize(document);
        var policy = new HeldResourcePolicy("arn:aws:s3:::bucket-1", Account, Text(text.Text));
        var holding = new TestHolding().With("own", Allow("sqs:*")).Build() with { ResourcePolicies = [policy] };

        Assert.Equal(AccessDecision.Conditional, _engine.Check(holding, Question).Decision);
        Assert.Contains(_engine.Evaluate(holding).NotModelled, IsTold);
        var outside = Assert.Single(_engine.Outsiders(policy));
        Assert.Equal((OutsideKind.Unknown, AccessLevel.Unknown), (outside.Kind, outside.Access));
        Assert.Contains("too complex", Assert.Single(outside.Conditions).Text, StringComparison.Ordinal);
        Assert.True(_engine.Audience(policy).IsEveryone);
        Assert.Equal(TrustGrant.Everyone, Assert.Single(_engine.Trusted(policy)).Principal);
        var map = new AwsEscalationFinder().Find([new EscalationSubject(new TestHolding().Build(), Text(text.Text))], TestContext.Current.CancellationToken);
        Assert.Equal(("Anyone", true), Assert.Single(map.Outsiders).Value);
    }

    [Fact]
    public void Two_documents_too_long_to_keep_that_begin_alike_are_told_apart()
    {
        var (one, other) = (new string(' ', PolicyLimits.DocumentLength) + "1", new string(' ', PolicyLimits.DocumentLength) + "2");

        Assert.NotEqual(PolicyNormalizer.Normalize(one).Hash, PolicyNormalizer.Normalize(other).Hash);
    }

    [Fact]
    public void A_document_of_many_statements_still_answers_single_questions_exactly()
    {
        var holding = new TestHolding().With("many", [.. Enumerable.Range(0, 1_000).Select(i => Allow("s3:GetObject", $"arn:aws:s3:::bucket-{i}/*"))]).Build();

        Assert.Equal(AccessDecision.Allowed, _engine.Check(holding, Question).Decision);
        Assert.Contains(_engine.Evaluate(holding).NotModelled, IsTold);
    }

    [Fact]
    public void Where_there_is_too_much_to_tell_what_is_sure_stays_sure_and_the_rest_is_perhaps()
    {
        string[] all = [.. Enumerable.Repeat(Allow("*"), 30)];
        string[] open = [.. Enumerable.Range(0, 60).Select(i =>
            Deny("sqs:*", more: $"'Condition':{{'StringEquals':{{'aws:RequestTag/k{i}':'{i}'}}}}").Replace("'Action'", "'NotAction'", StringComparison.Ordinal))];
        var holding = new TestHolding().With("much", [.. all, .. open]).Build();
        var denied = new TestHolding().With("much", [.. all, Deny("s3:*"), .. open]).Build();

        var permissions = _engine.Evaluate(holding);

        Assert.Contains("The policies combine in too many ways to follow each: some limits are only named as conditions.", permissions.NotModelled);
        Assert.All(permissions.Permissions, permission => Assert.Equal(permission.Service != "sqs", permission.Conditions.Count > 0));
        Assert.Contains(permissions.Permissions, permission => permission.Service == "sqs");
        Assert.Contains(permissions.Permissions, permission => permission.Service == "s3");
        Assert.DoesNotContain(_engine.Evaluate(denied).Permissions, permission => permission.Service == "s3");
        var contribution = Assert.Single(_engine.Contributions(holding));
        Assert.Empty(contribution.Statements);
        Assert.NotEmpty(contribution.Actions);
        Assert.Contains(contribution.NotModelled, sentence => sentence.Contains("single statements", StringComparison.Ordinal));
    }

    private static bool IsTold(string sentence) => sentence.Contains("was not read", StringComparison.Ordinal) && sentence.Contains("too complex", StringComparison.Ordinal);

    private static Holding Holding(string document) => new TestHolding().WithText("hostile", document).Build();
}

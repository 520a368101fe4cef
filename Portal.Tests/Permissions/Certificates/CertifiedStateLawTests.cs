using CsCheck;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Certificates;
using Portal.Data.Permissions;
using Portal.Data.Permissions.Certificates;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws;
using Portal.Data.Platforms.Aws.Policies;
using Portal.Tests.Support;

namespace Portal.Tests.Permissions.Certificates;

/// <summary>
/// For any order in which things are given, taken, rewritten, attested and revoked, an entitlement stands as sets of actions say: certified when
/// it allows what was attested, more or less when it is a part of that, else uncertified; never when it was there and nobody attested it.
/// </summary>
public sealed class CertifiedStateLawTests
{
    private static readonly string[] Actions = ["s3:GetObject", "s3:PutObject", "sqs:SendMessage", "ec2:RunInstances", "iam:PassRole"];
    private static readonly AwsPermissionEngine Engine = new();

    private static readonly Gen<Step[]> Steps = Gen.Select(Gen.Enum<Act>(), Gen.Int[0, 2], Gen.Int[1, (1 << 5) - 1], (act, key, set) => new Step(act, key, set)).Array[1, 14];

    private enum Act
    {
        Write,
        Take,
        Attest,
        Revoke,
    }

    [Fact]
    public void Entitlements_stand_as_the_sets_of_their_actions_say() => Steps.Sample(steps =>
    {
        var (held, shown, now) = (new Dictionary<int, Entitlement>(), new Dictionary<DateTimeOffset, HeldBy>(), An.Instant);
        var (sets, attested, certificates) = (new Dictionary<int, int>(), new Dictionary<int, (int Set, bool IsWithdrawn)>(), new Dictionary<int, Certificate>());
        HashSet<int>? thereAtLast = null;
        foreach (var step in steps)
        {
            now = now.AddHours(1);
            switch (step.Act)
            {
                case Act.Write:
                    sets[step.Key] = step.Set;
                    held[step.Key] = Given(step.Key, step.Set, now);
                    break;
                case Act.Take:
                    sets.Remove(step.Key);
                    held.Remove(step.Key);
                    break;
                case Act.Attest or Act.Revoke when held.TryGetValue(step.Key, out var entitlement):
                    shown[now] = Held(held, sets);
                    attested[step.Key] = (sets[step.Key], step.Act == Act.Revoke);
                    certificates[step.Key] = Said(entitlement, now, step.Act == Act.Revoke);
                    thereAtLast = [.. held.Keys];
                    break;
                default:
                    break;
            }
            var standings = new CertifiedState(Engine, Held(held, sets), [.. certificates.Values], shown, Texts()).Standings(now).ToDictionary(s => s.Key, s => s.State);
            foreach (var (key, set) in sets)
            {
                var expected = attested.TryGetValue(key, out var said)
                    ? said.IsWithdrawn || (set & ~said.Set) != 0 ? Certification.Uncertified : set == said.Set ? Certification.Certified : Certification.CoversMore
                    : thereAtLast is null || thereAtLast.Contains(key) ? Certification.Never : Certification.Uncertified;
                Assert.Equal(expected, standings[$"policy-{key}"]);
            }
            Assert.Equal(sets.Count, standings.Count);
        }
    });

    [Fact]
    public void A_limit_that_is_loosened_makes_uncertified_what_it_held_down()
    {
        var entitlement = Given(0, 3, An.Instant);
        var (sets, held) = (new Dictionary<int, int> { [0] = 3 }, new Dictionary<int, Entitlement> { [0] = entitlement });
        var bound = new HeldLimit(LimitKind.Boundary, "arn:aws:iam::123456789012:role/agent", "Bound", TextOf(1));
        var bounded = Held(held, sets) is var now ? now with { Holding = now.Holding with { Limits = [bound] } } : null!;
        var certificate = Said(entitlement, An.Instant, isWithdrawn: false);
        var shown = new Dictionary<DateTimeOffset, HeldBy> { [An.Instant] = bounded };

        var kept = Assert.Single(new CertifiedState(Engine, bounded, [certificate], shown, Texts()).Standings(An.Instant));
        var loose = Assert.Single(new CertifiedState(Engine, now, [certificate], shown, Texts()).Standings(An.Instant));

        Assert.Equal(Certification.Certified, kept.State);
        Assert.Equal((Certification.Uncertified, null), (loose.State, loose.Since));
        Assert.NotEmpty(loose.Beyond);
    }

    private static Entitlement Given(int key, int set, DateTimeOffset at) => new()
    {
        IdentityId = default,
        Kind = EntitlementKind.InlinePolicy,
        Key = $"policy-{key}",
        Name = $"policy-{key}",
        Documents = [new GrantDocument($"policy-{key}", TextOf(set).Hash)],
        ObservedFrom = at,
    };

    private static Certificate Said(Entitlement held, DateTimeOffset at, bool isWithdrawn) => new()
    {
        IdentityId = default,
        Kind = held.Kind,
        Key = held.Key,
        Name = held.Name,
        Documents = held.Documents,
        AsOf = at,
        DecidedAt = at,
        ById = new PersonId(Guid.CreateVersion7()),
        CampaignId = Guid.CreateVersion7(),
        CampaignName = "Review",
        ItemId = Guid.CreateVersion7(),
        IsWithdrawn = isWithdrawn,
    };

    private static HeldBy Held(Dictionary<int, Entitlement> held, Dictionary<int, int> sets) => new(
        new Holding(
            "arn:aws:iam::123456789012:role/agent",
            IdentityKind.Role,
            "123456789012",
            IsManagement: false,
            new Dictionary<string, string>(StringComparer.Ordinal),
            [.. held.Select(e => new HeldPolicy(new(e.Value.Kind, e.Value.Key, e.Value.Name), e.Value.Name, TextOf(sets[e.Key])))],
            [],
            []),
        [.. held.Values],
        []);

    private static PolicyText TextOf(int set)
    {
        var actions = Actions.Where((_, i) => (set & (1 << i)) != 0).Select(a => $"\"{a}\"");
        var text = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":[{{string.Join(',', actions)}}],"Resource":"*"}]}""";
        return new(PolicyNormalizer.Hash(text), text);
    }

    private static Dictionary<string, PolicyText> Texts() => Enumerable.Range(1, (1 << 5) - 1).Select(TextOf).ToDictionary(t => t.Hash, StringComparer.Ordinal);

    private sealed record Step(Act Act, int Key, int Set);
}

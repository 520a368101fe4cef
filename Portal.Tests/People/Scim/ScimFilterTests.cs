using System.Text.Json.Nodes;
using CsCheck;
using Portal.Data.Access;
using Portal.Data.People.Provisioning;
using Portal.People.Scim;

namespace Portal.Tests.People.Scim;

/// <summary>Filters of RFC 7644, section 3.4.2.2.</summary>
public sealed class ScimFilterTests
{
    private static readonly string[] Texts = ["noor@example.com", "NOOR@example.com", "Noor", "work", "", "Zoë \"the\" \\ 🦉", "true", "oid-1"];
    private static readonly string[] Names = ["userName", "USERNAME", "externalId", "id", "displayName", "active", "emails", "emails.value", "name.formatted", "title", $"{ScimSchemas.Enterprise}:department", $"{ScimSchemas.Enterprise}:manager.value"];
    private static readonly Gen<object?> Values = Gen.OneOf(Pick(Texts).Select(t => (object?)t), Gen.Bool.Select(b => (object?)b), Gen.Int[-5, 5].Select(i => (object?)(decimal)i), Gen.Const((object?)null));

    [Theory]
    [InlineData("userName eq \"NOOR@example.com\"", true)]
    [InlineData("userName Eq \"somebody@example.com\"", false)]
    [InlineData("externalId eq \"OID-1\"", false)]
    [InlineData("name.formatted sw \"no\" and active eq true", true)]
    [InlineData("active eq \"True\"", true)]
    [InlineData("active ne true or title pr", false)]
    [InlineData("not (title pr)", true)]
    [InlineData("not(title pr)", true)]
    [InlineData("emails[type eq \"work\" and value co \"@EXAMPLE.com\"]", true)]
    [InlineData("emails[type eq \"home\"]", false)]
    [InlineData("emails co \"example\"", true)]
    [InlineData("displayName gt \"A\" and displayName lt \"Z\" and displayName ge \"noor\" and displayName le \"noor\" and displayName ew \"R\"", true)]
    [InlineData("userName eq \"x\" or displayName eq \"noor\" and active eq true", true)]
    [InlineData("(userName eq \"x\" or displayName eq \"noor\") and active eq false", false)]
    [InlineData("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq \"security\"", true)]
    [InlineData("urn:ietf:params:scim:schemas:core:2.0:User:userName sw \"noor\"", true)]
    [InlineData("title eq null", true)]
    [InlineData("title ne \"x\"", true)]
    [InlineData("unknown eq \"x\"", false)]
    public void It_says_who_is_meant(string filter, bool expected) => Assert.Equal(expected, ScimFilterParser.Parse(filter).Matches(Noor()));

    [Theory]
    [InlineData("userName")]
    [InlineData("userName eq")]
    [InlineData("userName eq noor")]
    [InlineData("userName eq \"noor")]
    [InlineData("userName is \"noor\"")]
    [InlineData("userName eq \"a\" and")]
    [InlineData("(userName pr")]
    [InlineData("userName pr)")]
    [InlineData("emails[type eq \"work\"")]
    [InlineData("emails[type eq emails[value pr]]")]
    [InlineData("active gt true")]
    [InlineData("1 eq 1")]
    [InlineData("userName eq \"\\u12\"")]
    [InlineData("")]
    public void What_is_no_filter_is_refused_as_such(string filter) =>
        Assert.True(Assert.Throws<ScimException>(() => ScimFilterParser.Parse(filter)).ScimType is "invalidFilter" or "invalidPath");

    [Fact]
    public void A_filter_that_is_nested_or_long_beyond_reason_is_refused()
    {
        Assert.Throws<ScimException>(() => ScimFilterParser.Parse(new string('(', 2000) + "userName pr" + new string(')', 2000)));
        Assert.Throws<ScimException>(() => ScimFilterParser.Parse("userName eq \"" + new string('x', 5000) + "\""));
    }

    [Fact]
    public void Every_filter_reads_back_as_it_is_written() => Filters(3).Sample(filter =>
    {
        var again = ScimFilterParser.Parse(filter.ToString());
        return again.ToString() == filter.ToString() && again.Matches(Noor()) == filter.Matches(Noor());
    });

    [Fact]
    public void Narrowing_loses_nobody_whom_the_filter_means() => Filters(3).SelectMany(f => People.Select(p => (Filter: f, Person: p))).Sample(t =>
        !t.Filter.Matches(ScimUsers.ToJson(t.Person, "/scim/v2")) || ScimUsers.Narrow(t.Filter) is not { } keys || Has(keys, t.Person));

    /// <summary>Filters up to a depth.</summary>
    internal static Gen<ScimFilter> Filters(int depth)
    {
        var paths = Pick(Names).Select(ScimPath.Parse);
        var compare = Gen.Select(paths, Gen.Enum<ScimOperator>(), Values)
            .Select((path, how, value) => (ScimFilter)new ScimFilter.Compare(path, value is null or bool && how != ScimOperator.Ne ? ScimOperator.Eq : how, value));
        var mail = Gen.Select(Pick("value", "type"), Pick(Texts))
            .Select((name, text) => (ScimFilter)new ScimFilter.OfValue(ScimPath.Parse("emails"), new ScimFilter.Compare(ScimPath.Parse(name), ScimOperator.Eq, text)));
        var leaf = Gen.OneOf(compare, compare, mail, paths.Select(p => (ScimFilter)new ScimFilter.Present(p)));
        if (depth == 0)
        {
            return leaf;
        }
        var below = Filters(depth - 1);
        return Gen.OneOf(
            leaf,
            Gen.Select(below, below).Select((a, b) => (ScimFilter)new ScimFilter.And(a, b)),
            Gen.Select(below, below).Select((a, b) => (ScimFilter)new ScimFilter.Or(a, b)),
            below.Select(f => (ScimFilter)new ScimFilter.Not(f)));
    }

    private static Gen<ProvisionedPerson> People { get; } = Gen.Select(Pick("noor@example.com", "work", "zoë"), Pick("noor@example.com", "x@example.com"), Pick<string?>(null, "oid-1"), Gen.Bool)
        .Select((user, mail, directory, isActive) => new ProvisionedPerson(PersonId.New(), new PersonDraft(user, mail, "Noor", directory, IsActive: isActive), []));

    private static Gen<T> Pick<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static bool Has(PersonKeys keys, ProvisionedPerson person) =>
        keys.Ids.Contains(person.Id)
        || keys.UserNames.Contains(person.Draft.UserName, StringComparer.Ordinal)
        || keys.Emails.Contains(person.Draft.Email, StringComparer.Ordinal)
        || (person.Draft.DirectoryId is { } id && keys.DirectoryIds.Contains(id, StringComparer.Ordinal));

    private static JsonObject Noor() => ScimUsers.ToJson(
        new(PersonId.New(), new PersonDraft("noor@example.com", "noor@example.com", "Noor", "oid-1", Department: "Security"), []), "/scim/v2");
}

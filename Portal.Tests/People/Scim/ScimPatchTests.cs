using System.Text.Json.Nodes;
using Portal.Data.Access;
using Portal.Data.People.Provisioning;
using Portal.People.Scim;

namespace Portal.Tests.People.Scim;

/// <summary>Changes of a part, as Entra ID, Okta and the RFC write them.</summary>
public sealed class ScimPatchTests
{
    private static readonly PersonDraft Noor = new("noor@example.com", "noor@example.com", "Noor Haddad", "oid-1", "Engineer", "Security");
    private static readonly Guid Amara = Guid.CreateVersion7();

    [Fact]
    public void Entra_disables_with_a_truth_written_as_text() =>
        Assert.False(Patched("""{"op":"Replace","path":"active","value":"False"}""").IsActive);

    [Fact]
    public void Okta_disables_without_a_path() =>
        Assert.False(Patched("""{"op":"replace","value":{"active":false}}""").IsActive);

    [Fact]
    public void Entra_sets_the_work_address_by_a_path_of_values() =>
        Assert.Equal("new@example.com", Patched("""{"op":"Add","path":"emails[type eq \"work\"].value","value":"New@example.com"}""").Email);

    [Fact]
    public void An_address_of_another_kind_does_not_take_the_place_of_the_primary() =>
        Assert.Equal("noor@example.com", Patched("""{"op":"Add","path":"emails[type eq \"home\"].value","value":"home@example.com"}""").Email);

    [Fact]
    public void Members_may_be_named_by_dots_and_schemas()
    {
        var patched = Patched($$$"""{"op":"Add","value":{"name.formatted":"Noor H.","{{{ScimSchemas.Enterprise}}}:department":"Cloud","{{{ScimSchemas.Enterprise}}}":{"manager":{"value":"{{{Amara}}}"} } } } """);

        Assert.Equal(("Noor H.", "Cloud", new PersonId(Amara)), (patched.Name, patched.Department, patched.Manager!.Value));
    }

    [Fact]
    public void A_manager_may_be_a_mere_id_and_an_empty_one_is_nobody()
    {
        Assert.Equal(new PersonId(Amara), Patched($$"""{"op":"Add","path":"{{ScimSchemas.Enterprise}}:manager","value":"{{Amara}}"}""").Manager);
        Assert.Null(Patched($$"""{"op":"Replace","path":"{{ScimSchemas.Enterprise}}:manager","value":""}""").Manager);
    }

    [Fact]
    public void What_is_removed_is_gone() => Assert.Null(Patched("""{"op":"remove","path":"title"}""").Title);

    [Fact]
    public void Of_several_forms_of_a_name_the_new_one_counts()
    {
        Assert.Equal("Noor B.", Patched("""{"op":"replace","path":"displayName","value":"Noor B."}""").Name);
        Assert.Equal("Noor C.", Patched("""{"op":"replace","path":"name.formatted","value":"Noor C."}""").Name);
        Assert.Equal("Noor Dee", Patched("""{"op":"replace","value":{"name":{"givenName":"Noor","familyName":"Dee"}}}""").Name);
    }

    [Fact]
    public void What_is_not_kept_here_is_passed_over() =>
        Assert.Equal(Noor, Patched("""{"op":"Add","path":"phoneNumbers[type eq \"work\"].value","value":"+41 00"}""", """{"op":"Add","value":{"nickName":"N","id":"x"}}"""));

    [Fact]
    public void Members_are_added_once_and_removed_by_either_form()
    {
        var (a, b, c) = (PersonId.New(), PersonId.New(), PersonId.New());
        var group = new GroupDraft("Engineers", null, [a, b]);

        Assert.Equal([a, b, c], PatchedGroup(group, $$"""{"op":"Add","path":"members","value":[{"value":"{{b.Value}}"},{"value":"{{c.Value}}"}]}""").Members);
        Assert.Equal([b], PatchedGroup(group, $$"""{"op":"remove","path":"members[value eq \"{{a.Value}}\"]"}""").Members);
        Assert.Equal([b], PatchedGroup(group, $$"""{"op":"Remove","path":"members","value":[{"value":"{{a.Value}}"}]}""").Members);
        Assert.Equal([c], PatchedGroup(group, $$"""{"op":"replace","path":"members","value":[{"value":"{{c.Value}}"}]}""").Members);
        Assert.Empty(PatchedGroup(group, """{"op":"remove","path":"members"}""").Members);
        Assert.Equal("New", PatchedGroup(group, """{"op":"replace","value":{"id":"x","displayName":"New"}}""").DisplayName);
    }

    [Theory]
    [InlineData("""{"op":"move","path":"title"}""", "invalidSyntax")]
    [InlineData("""{"op":"remove"}""", "noTarget")]
    [InlineData("""{"op":"replace","path":"id","value":"x"}""", "mutability")]
    [InlineData("""{"op":"replace","path":"emails[type eq","value":"x"}""", "invalidPath")]
    [InlineData("""{"op":"replace","path":"emails[type is \"x\"].value","value":"x"}""", "invalidFilter")]
    [InlineData("""{"op":"replace","path":"emails[type sw \"x\"].value","value":"x"}""", "noTarget")]
    [InlineData("""{"op":"replace","path":"emails.value","value":"x"}""", "invalidPath")]
    [InlineData("""{"op":"replace","path":"a.b.c.d","value":"x"}""", "invalidPath")]
    [InlineData("""{"op":"replace","path":"active","value":"perhaps"}""", "invalidValue")]
    [InlineData("""{"op":"remove","path":"userName"}""", "invalidValue")]
    [InlineData("""{"op":"replace","path":"emails","value":"x"}""", "invalidValue")]
    [InlineData("""{"op":"replace","path":"title","value":7}""", "invalidValue")]
    public void What_cannot_be_done_names_its_kind(string operation, string kind) =>
        Assert.Equal(kind, Assert.Throws<ScimException>(() => Patched(operation)).ScimType);

    private static PersonDraft Patched(params IReadOnlyList<string> operations) =>
        ScimUsers.ToDraft(ScimPatch.Apply(ScimUsers.ToJson(new(PersonId.New(), Noor, []), "/scim/v2"), Request(operations)), Noor);

    private static GroupDraft PatchedGroup(GroupDraft group, string operation) => ScimGroups.ToDraft(ScimPatch.Apply(ScimGroups.ToJson(group), Request([operation])));

    private static JsonObject Request(IReadOnlyList<string> operations) =>
        (JsonObject)JsonNode.Parse($$"""{"schemas":["{{ScimSchemas.Patch}}"],"Operations":[{{string.Join(',', operations)}}]}""")!;
}

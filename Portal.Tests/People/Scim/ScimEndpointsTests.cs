using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Inventory;
using Portal.Data.People;
using Portal.Data.People.Provisioning;
using Portal.People.Scim;
using Portal.Tests.Support;

namespace Portal.Tests.People.Scim;

/// <summary>What directories do with people and groups over SCIM.</summary>
public sealed class ScimEndpointsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task A_directory_adds_finds_changes_and_removes_a_person_who_is_kept_here(Engine engine)
    {
        await using var portal = await PortalServer.StartAsync(engine, isDemo: false);
        using var directory = await portal.CreateClientAsync(TokenScope.Scim);
        var (status, made) = await SendAsync(directory, "POST", "/Users", """
            {"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"Zoe@corp.example","externalId":"oid-zoe","active":true,
             "displayName":"Zoë Ødegård","emails":[{"type":"work","primary":true,"value":"zoe.odegard@example.com"}],"timezone":"Europe/Oslo"}
            """);
        Assert.Equal(HttpStatusCode.Created, status);
        var id = Text(made, "id");
        var agent = An.Agent(owner: new PersonId(Guid.Parse(id)));
        await using var db = await portal.OpenDatabaseAsync();
        db.Add(agent);
        await db.SaveChangesAsync(Token);

        Assert.Equal(id, Text(await FirstAsync(directory, "userName eq \"ZOE@corp.example\""), "id"));
        Assert.Equal(id, Text(await FirstAsync(directory, "externalId eq \"oid-zoe\""), "id"));
        Assert.Equal(id, Text(await FirstAsync(directory, "emails[type eq \"work\" and value eq \"zoe.odegard@EXAMPLE.com\"]"), "id"));
        Assert.Equal(id, Text(await FirstAsync(directory, "displayName co \"ØDE\""), "id"));
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(directory, "POST", "/Users", """{"userName":"zoe@corp.example","emails":[{"value":"a@example.com"}]}""")).Status);

        var (patched, disabled) = await SendAsync(directory, "PATCH", $"/Users/{id}", """{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"Replace","path":"active","value":"False"}]}""");
        Assert.Equal((HttpStatusCode.OK, false), (patched, disabled!["active"]!.GetValue<bool>()));
        Assert.NotNull((await db.Set<Agent>().AsNoTracking().SingleAsync(Token)).InheritedAt);

        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(directory, "DELETE", $"/Users/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(directory, "GET", $"/Users/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(directory, "DELETE", $"/Users/{id}")).Status);
        Assert.Equal(0, (await ListAsync(directory, "filter=userName eq \"zoe@corp.example\"")).Total);
        var kept = await db.Set<Person>().AsNoTracking().SingleAsync(p => p.DirectoryId == "oid-zoe", Token);
        Assert.Equal((false, id), (kept.IsActive, kept.Id.Value.ToString()));
        Assert.Equal(["person.add", "person.change", "person.remove"], (await db.Set<AuditEntry>().Where(e => e.SubjectId == id).OrderBy(e => e.Sequence).ToListAsync(Token)).Select(e => e.Action));

        var (again, back) = await SendAsync(directory, "POST", "/Users", """{"userName":"zoe@corp.example","externalId":"oid-zoe","emails":[{"value":"zoe.odegard@example.com"}]}""");
        Assert.Equal((HttpStatusCode.Created, id), (again, Text(back, "id")));
    }

    [Theory, OnEachEngine]
    public async Task Pages_projections_and_whole_replacements_are_as_the_standard_says(Engine engine)
    {
        await using var portal = await PortalServer.StartAsync(engine, isDemo: false);
        using var directory = await portal.CreateClientAsync(TokenScope.Scim);
        for (var i = 0; i < 5; i++)
        {
            await SendAsync(directory, "POST", "/Users", $$"""{"userName":"p{{i}}@example.com","title":"T{{i}}"}""");
        }

        var (total, start, items) = await ListAsync(directory, "startIndex=2&count=2");
        Assert.Equal((5, 2), (total, start));
        Assert.Equal(["p1@example.com", "p2@example.com"], items.Select(i => Text(i, "userName")));
        Assert.Equal((5, 0), ((await ListAsync(directory, "count=0")).Total, (await ListAsync(directory, "count=-3")).Items.Count));
        Assert.Equal(1, (await ListAsync(directory, "startIndex=-4&count=1")).Start);
        Assert.Empty((await ListAsync(directory, "startIndex=2147483647")).Items);
        var (found, _, few) = await ListAsync(directory, "filter=title sw \"t\"&startIndex=5&count=9&attributes=title,name.formatted");
        Assert.Equal(5, found);
        Assert.Equal(["schemas", "id", "name", "title"], Assert.Single(few).Select(m => m.Key));
        Assert.DoesNotContain("emails", (await ListAsync(directory, "excludedAttributes=emails,id")).Items[0].Select(m => m.Key));

        var id = Text(items[0], "id");
        var (status, replaced) = await SendAsync(directory, "PUT", $"/Users/{id}", $$"""{"id":"{{id}}","userName":"p1@example.com","displayName":"Pia One"}""");
        Assert.Equal((HttpStatusCode.OK, "Pia One", (JsonNode?)null), (status, Text(replaced, "displayName"), replaced!["title"]));
    }

    [Theory, OnEachEngine]
    public async Task Membership_of_a_group_that_settings_name_gives_its_role_while_it_lasts(Engine engine)
    {
        await using var portal = await PortalServer.StartAsync(engine, isDemo: false, settings: "SignIn:RoleGroups:SecurityEngineer=Cloud engineers");
        using var directory = await portal.CreateClientAsync(TokenScope.Scim);
        var person = Text((await SendAsync(directory, "POST", "/Users", """{"userName":"noor@example.com"}""")).Body, "id");
        var (_, group) = await SendAsync(directory, "POST", "/Groups", $$"""{"displayName":"cloud Engineers","externalId":"g-1","members":[{"value":"{{person}}"}]}""");
        var path = $"/Groups/{Text(group, "id")}";

        Assert.Contains(Role.SecurityEngineer, await RolesAsync());
        Assert.Equal("cloud Engineers", Text((JsonObject)(await SendAsync(directory, "GET", $"/Users/{person}")).Body!["groups"]![0]!, "display"));
        Assert.Null((await SendAsync(directory, "GET", path + "?excludedAttributes=members")).Body!["members"]);
        Assert.Equal(1, (await ListAsync(directory, $"filter=displayName eq \"CLOUD engineers\" and members eq \"{person}\"", "/Groups")).Total);
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(directory, "POST", "/Groups", """{"displayName":"Cloud engineers"}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(directory, "PATCH", path, $$"""{"Operations":[{"op":"add","path":"members","value":[{"value":"{{Guid.CreateVersion7()}}"}]}]}""")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(directory, "PATCH", path, $$"""{"Operations":[{"op":"remove","path":"members[value eq \"{{person}}\"]"}]}""")).Status);
        Assert.Empty(await RolesAsync());
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(directory, "PUT", path, $$"""{"displayName":"Cloud engineers","members":[{"value":"{{person}}"}]}""")).Status);
        Assert.Contains(Role.SecurityEngineer, await RolesAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(directory, "DELETE", path)).Status);
        Assert.Empty(await RolesAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(directory, "GET", path)).Status);

        async Task<IReadOnlyList<Role>> RolesAsync() => (await portal.Get<CallerDirectory>().FindPersonAsync("noor@example.com", Token))!.Roles;
    }

    [Theory, OnEachEngine]
    public async Task What_the_database_finds_is_what_the_filter_means(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var provisioning = portal.Get<ProvisioningQueries>();
        foreach (var draft in new PersonDraft[]
        {
            new("noor@example.com", "noor@example.com", "Noor", "oid-1"), new("work", "x@example.com", "Zoë", IsActive: false), new("zoë", "y@example.com", "Noor", Title: "Noor"),
        })
        {
            await portal.Get<ProvisionPeople>().CreateAsync(draft, Caller.System("tests"), Token);
        }
        await portal.StoreAsync(A.Person("From a list", "true@example.com"));
        var all = (await provisioning.ListPeopleAsync(keys: null, skip: 0, take: null, Caller.System("tests"), Token)).Items;
        Assert.Equal(4, all.Count);

        await ScimFilterTests.Filters(2).SampleAsync(
            async filter =>
            {
                var narrowed = (await provisioning.ListPeopleAsync(ScimUsers.Narrow(filter), skip: 0, take: null, Caller.System("tests"), Token)).Items;
                Assert.Equal(Matching(all, filter), Matching(narrowed, filter));
            },
            iter: 150);

        static IEnumerable<PersonId> Matching(IEnumerable<ProvisionedPerson> people, ScimFilter filter) =>
            people.Where(p => filter.Matches(ScimUsers.ToJson(p, "/scim/v2"))).Select(p => p.Id);
    }

    [Fact]
    public async Task Errors_have_the_form_of_the_standard_and_strangers_learn_nothing()
    {
        await using var portal = await PortalServer.StartAsync(isDemo: false);
        using var directory = await portal.CreateClientAsync(TokenScope.Scim);
        using var reader = await portal.CreateClientAsync(TokenScope.Read);
        using var stranger = portal.CreateClient();

        foreach (var (method, path, body, status, kind) in new[]
        {
            ("GET", "/Users?filter=userName is 7", null, 400, "invalidFilter"),
            ("GET", "/Users?count=many", null, 400, "invalidValue"),
            ("POST", "/Users", "{", 400, "invalidSyntax"),
            ("POST", "/Users", "[]", 400, "invalidSyntax"),
            ("POST", "/Users", """{"userName":"a","userName":"b"}""", 400, "invalidSyntax"),
            ("POST", "/Users", """{"userName":"\ud800@example.com"}""", 400, "invalidSyntax"),
            ("POST", "/Users", """{"userName":"a\u0000@example.com"}""", 400, "invalidValue"),
            ("POST", "/Users", """{"userName":"no address"}""", 400, "invalidValue"),
            ("POST", "/Users", """{"userName":"a@example.com","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"manager":{"value":"x"}}}""", 400, "invalidValue"),
            ("POST", "/Groups", """{"displayName":"G","members":[{"value":"x"}]}""", 400, "invalidValue"),
            ("GET", "/Users/none", null, 404, null),
            ("GET", "/Schemas/none", null, 404, null),
            ("PATCH", $"/Users/{Guid.CreateVersion7()}", """{"Operations":[{"op":"remove","path":"title"}]}""", 404, null),
        })
        {
            var (answered, error) = await SendAsync(directory, method, path, body);
            Assert.Equal((status, status.ToString(System.Globalization.CultureInfo.InvariantCulture), kind), ((int)answered, Text(error, "status"), error!["scimType"]?.GetValue<string>()));
        }
        Assert.Equal(0, (await ListAsync(directory, "filter=userName eq \"\\u0000\"")).Total);
        foreach (var (client, status) in new[] { (stranger, HttpStatusCode.Unauthorized), (reader, HttpStatusCode.Forbidden) })
        {
            var (answered, error) = await SendAsync(client, "GET", "/Users");
            Assert.Equal((status, ScimSchemas.Error), (answered, error!["schemas"]![0]!.GetValue<string>()));
        }
        Assert.True((await SendAsync(directory, "GET", "/ServiceProviderConfig")).Body!["patch"]!["supported"]!.GetValue<bool>());
        Assert.Equal(["User", "Group"], (await ListAsync(directory, string.Empty, "/ResourceTypes")).Items.Select(i => Text(i, "id")));
        Assert.Equal("Group", Text((await SendAsync(directory, "GET", $"/Schemas/{ScimSchemas.Group}")).Body, "name"));
        Assert.Empty(portal.Errors);
    }

    [Fact]
    public async Task What_the_configuration_says_is_supported_and_the_rest_is_not()
    {
        await using var portal = await PortalServer.StartAsync(isDemo: false);
        using var directory = await portal.CreateClientAsync(TokenScope.Scim);
        foreach (var name in new[] { "carol", "adam", "bert" })
        {
            Assert.Equal(HttpStatusCode.Created, (await SendAsync(directory, "POST", "/Users", $$"""{"schemas":["{{ScimSchemas.User}}"],"userName":"{{name}}@example.com","displayName":"{{name}}","emails":[{"value":"{{name}}@example.com"}]}""")).Status);
        }
        var says = (await SendAsync(directory, "GET", "/ServiceProviderConfig")).Body!;
        bool Says(string feature) => says[feature]!["supported"]!.GetValue<bool>();

        // Sorting, versions and bulk are optional (RFC 7644, 3.4.2.3, 3.14 and 3.7).
        Assert.Equal((true, true, false, false, false, false), (Says("patch"), Says("filter"), Says("sort"), Says("etag"), Says("bulk"), Says("changePassword")));
        var all = (await ListAsync(directory, string.Empty)).Items.Select(u => Text(u, "id")).ToList();
        Assert.Equal(all, (await ListAsync(directory, "sortBy=userName&sortOrder=descending")).Items.Select(u => Text(u, "id")));
        Assert.Equal(all, (await ListAsync(directory, "sortBy=userName&sortOrder=ascending")).Items.Select(u => Text(u, "id")));
        using var one = await directory.GetAsync(new Uri($"/scim/v2/Users/{all[0]}", UriKind.Relative), Token);
        Assert.Null(one.Headers.ETag);
        Assert.DoesNotContain("\"version\"", await one.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.InRange((int)(await SendAsync(directory, "POST", "/Bulk", "{}")).Status, 400, 499);
        Assert.Equal(3, (await ListAsync(directory, $"count={says["filter"]!["maxResults"]!.GetValue<int>() + 1}")).Total);
        Assert.DoesNotContain("password", (await SendAsync(directory, "GET", $"/Schemas/{ScimSchemas.User}")).Body!.ToJsonString(), StringComparison.OrdinalIgnoreCase);
    }

    private static string Text(JsonObject? resource, string name) => resource![name]!.GetValue<string>();

    private static async Task<JsonObject> FirstAsync(HttpClient client, string filter) => Assert.Single((await ListAsync(client, $"filter={Uri.EscapeDataString(filter)}")).Items);

    private static async Task<(int Total, int Start, IReadOnlyList<JsonObject> Items)> ListAsync(HttpClient client, string query, string path = "/Users")
    {
        var (status, list) = await SendAsync(client, "GET", $"{path}?{query}");
        Assert.Equal(HttpStatusCode.OK, status);
        return (list!["totalResults"]!.GetValue<int>(), list["startIndex"]!.GetValue<int>(), [.. list["Resources"]!.AsArray().OfType<JsonObject>()]);
    }

    private static async Task<(HttpStatusCode Status, JsonObject? Body)> SendAsync(HttpClient client, string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri($"/scim/v2{path}", UriKind.Relative));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/scim+json");
        }
        using var response = await client.SendAsync(request, Token);
        var text = await response.Content.ReadAsStringAsync(Token);
        if (text.Length > 0)
        {
            Assert.Equal("application/scim+json", response.Content.Headers.ContentType?.MediaType);
        }
        return (response.StatusCode, text.Length > 0 ? (JsonObject)JsonNode.Parse(text)! : null);
    }
}

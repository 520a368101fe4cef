using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.People;
using Portal.Tests.Support;

namespace Portal.Tests.People;

public sealed class ImportPeopleTests
{
    private const string TwoPeople =
        """
        email,name,title,department,manager,status,roles,timeZone
        noor@example.com,Noor Haddad,Security Engineer,Security,amara@example.com,active,SecurityEngineer,Europe/Amsterdam
        AMARA@example.com,"Okonkwo, Amara",Head of Security,Security,,active,Approver;SecurityEngineer,Europe/London
        """;

    [Theory, OnEachEngine]
    public async Task People_come_in_with_their_managers_whatever_the_order(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);

        var imported = await ImportAsync(portal, TwoPeople);

        Assert.Equal(new PeopleImported(2, 2, 0), imported);
        await using var db = await portal.OpenAsync();
        var noor = await db.People.SingleAsync(p => p.Email == "noor@example.com", TestContext.Current.CancellationToken);
        var amara = await db.People.SingleAsync(p => p.Email == "amara@example.com", TestContext.Current.CancellationToken);
        Assert.Equal(amara.Id, noor.ManagerId);
        Assert.Equal("Okonkwo, Amara", amara.Name);
        Assert.Equal([Role.SecurityEngineer, Role.Approver], amara.AssignedRoles);
    }

    [Theory, OnEachEngine]
    public async Task The_same_list_again_changes_nobody_and_a_leaver_is_out_at_once(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await ImportAsync(portal, TwoPeople);

        Assert.Equal(new PeopleImported(2, 0, 0), await ImportAsync(portal, TwoPeople));
        Assert.Equal(new PeopleImported(2, 0, 1), await ImportAsync(portal, TwoPeople.Replace("Security,amara@example.com,active", "Security,amara@example.com,left", StringComparison.Ordinal)));

        await using var db = await portal.OpenAsync();
        var noor = await db.People.SingleAsync(p => p.Email == "noor@example.com", TestContext.Current.CancellationToken);
        Assert.Null(await portal.Get<CallerDirectory>().FindPersonAsync(noor.Id, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("name\nNoor", 1, "email")]
    [InlineData("email,name\nnot-an-address,Noor", 2, "no mail address")]
    [InlineData("email,name\na@b.example,", 2, "no name")]
    [InlineData("email,name\na@b.example,A\na@b.example,B", 3, "twice")]
    [InlineData("email,name,roles\na@b.example,A,Owner", 2, "Owner and manager follow")]
    [InlineData("email,name,status\na@b.example,A,gone", 2, "active or left")]
    [InlineData("email,name,timeZone\na@b.example,A,Mars/Olympus", 2, "time zone")]
    [InlineData("email,name,manager\na@b.example,A,nobody@b.example", 2, "neither in the list nor known")]
    [InlineData("email,name\na@b.example,A\"B", 2, "no CSV")]
    [InlineData("email,name,roles,ROLES\na@b.example,A,Auditor,Administrator", 1, "twice")]
    public async Task A_wrong_list_names_line_and_cause_and_changes_nothing(string csv, int line, string cause)
    {
        await using var portal = await TestPortalData.CreateAsync();

        var refused = await Assert.ThrowsAsync<PeopleFormatException>(() => ImportAsync(portal, csv));

        Assert.Equal(line, refused.Line);
        Assert.Contains(cause, refused.Message, StringComparison.Ordinal);
        await using var db = await portal.OpenAsync();
        Assert.False(await db.People.AnyAsync(TestContext.Current.CancellationToken));
    }

    [Theory, OnEachEngine]
    public async Task What_a_list_has_no_column_for_stays_as_it_is(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await ImportAsync(portal, TwoPeople);
        var before = await NoorAsync(portal);

        var imported = await ImportAsync(portal, "email,name\nnoor@example.com,Noor Haddad-Smit\n");

        Assert.Equal(new PeopleImported(1, 0, 1), imported);
        var after = await NoorAsync(portal);
        Assert.Equal("Noor Haddad-Smit", after.Name);
        Assert.Equal([Role.SecurityEngineer], after.AssignedRoles);
        Assert.Equal(
            (before.Title, before.Department, before.ManagerId, before.TimeZone, before.IsActive), (after.Title, after.Department, after.ManagerId, after.TimeZone, after.IsActive));
        Assert.NotNull(after.ManagerId);
    }

    [Theory, OnEachEngine]
    public async Task A_list_without_a_status_brings_nobody_back(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await ImportAsync(portal, TwoPeople);
        await ImportAsync(portal, "email,name,status\nnoor@example.com,Noor Haddad,left\n");

        await ImportAsync(portal, "email,name,roles\nnoor@example.com,Noor Haddad,Administrator\n");

        Assert.False((await NoorAsync(portal)).IsActive);
    }

    [Theory, OnEachEngine]
    public async Task An_empty_cell_takes_away_what_was_there(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await ImportAsync(portal, TwoPeople);

        await ImportAsync(portal, "email,name,title,department,manager,roles,timeZone\nnoor@example.com,Noor Haddad,,,,,\n");

        var noor = await NoorAsync(portal);
        Assert.Empty(noor.AssignedRoles);
        Assert.Equal((null, null, null, null), (noor.Title, noor.Department, noor.ManagerId, noor.TimeZone));
    }

    [Theory]
    [InlineData("email,name\n", "a")]
    [InlineData("email,name\n", "\"a\"\"")]
    [InlineData("email,name", ",")]
    [InlineData("email,name\na@b.example,A", ",")]
    [InlineData("email,name\na@b.example,A\n", "\n")]
    public async Task A_list_without_end_is_refused_and_not_kept(string start, string endless)
    {
        await using var portal = await TestPortalData.CreateAsync();
        using var text = new EndlessText(start, endless);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var refused = await Assert.ThrowsAsync<PeopleFormatException>(() => portal.Get<ImportPeople>().RunAsync(text, Caller.System("tests"), TestContext.Current.CancellationToken));

        Assert.NotEmpty(refused.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000_000);
        await using var db = await portal.OpenAsync();
        Assert.False(await db.People.AnyAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<Person> NoorAsync(TestPortalData portal)
    {
        await using var db = await portal.OpenAsync();
        return await db.People.AsNoTracking().SingleAsync(p => p.Email == "noor@example.com", TestContext.Current.CancellationToken);
    }

    private static async Task<PeopleImported> ImportAsync(TestPortalData portal, string csv)
    {
        using var text = new StringReader(csv);
        return await portal.Get<ImportPeople>().RunAsync(text, Caller.System("tests"), TestContext.Current.CancellationToken);
    }

    /// <summary>A beginning, and then the same for ever.</summary>
    private sealed class EndlessText(string start, string endless) : TextReader
    {
        private long _at;

        public override int Read(char[] buffer, int index, int count)
        {
            for (var i = 0; i < count; i++, _at++)
            {
                buffer[index + i] = _at < start.Length ? start[(int)_at] : endless[(int)((_at - start.Length) % endless.Length)];
            }
            return count;
        }
    }
}

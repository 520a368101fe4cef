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
    public async Task A_wrong_list_names_line_and_cause_and_changes_nothing(string csv, int line, string cause)
    {
        await using var portal = await TestPortalData.CreateAsync();

        var refused = await Assert.ThrowsAsync<PeopleFormatException>(() => ImportAsync(portal, csv));

        Assert.Equal(line, refused.Line);
        Assert.Contains(cause, refused.Message, StringComparison.Ordinal);
        await using var db = await portal.OpenAsync();
        Assert.False(await db.People.AnyAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<PeopleImported> ImportAsync(TestPortalData portal, string csv)
    {
        using var text = new StringReader(csv);
        return await portal.Get<ImportPeople>().RunAsync(text, Caller.System("tests"), TestContext.Current.CancellationToken);
    }
}

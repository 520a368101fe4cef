using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.People.Sessions;
using Portal.Tests.Support;

namespace Portal.Tests.People;

/// <summary>An account is an issuer and a subject: an address, or a subject of another issuer, opens nobody's account once it has one.</summary>
public sealed class AccountCrossingTests
{
    private const string Mail = "ada@example.com";
    private const string Issuer = "https://one.example";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task Neither_the_same_address_nor_the_same_subject_of_another_issuer_opens_it(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var ada = await AddAsync(portal, Mail);
        Assert.Equal((SessionStart.Started, ada), await SignInAsync(portal, Issuer, "subject-ada", Mail));

        foreach (var (issuer, subject) in new[]
        {
            ("https://two.example", "subject-ada"), ("https://two.example", "subject-other"), (Issuer, "subject-other"), (Issuer, "SUBJECT-ADA"), (Issuer, "subject-ada "),
            (Issuer + "/", "subject-ada"), ("https://ONE.example", "subject-ada"), ("http://one.example", "subject-ada"), ("https://one.example/tenant", "subject-ada"),
        })
        {
            Assert.Equal(SessionStart.Unknown, (await SignInAsync(portal, issuer, subject, Mail)).Start);
        }

        await using var db = await portal.OpenAsync();
        Assert.Single(await db.Accounts.ToListAsync(Cancelled));
        Assert.Single(await db.Sessions.ToListAsync(Cancelled));
    }

    [Theory, OnEachEngine]
    public async Task Who_changes_their_address_keeps_their_account_and_who_is_given_it_gets_their_own(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var ada = await AddAsync(portal, Mail);
        await SignInAsync(portal, Issuer, "subject-ada", Mail);
        await using (var db = await portal.OpenAsync())
        {
            var person = await db.People.SingleAsync(p => p.Id == ada, Cancelled);
            person.Email = "ada.married@example.com";
            await db.SaveChangesAsync(Cancelled);
        }
        var namesake = await AddAsync(portal, Mail);

        Assert.Equal((SessionStart.Started, namesake), await SignInAsync(portal, Issuer, "subject-namesake", Mail));
        Assert.Equal((SessionStart.Started, ada), await SignInAsync(portal, Issuer, "subject-ada", "ada.married@example.com"));
        // What the provider still says of an old address changes nothing.
        Assert.Equal((SessionStart.Started, ada), await SignInAsync(portal, Issuer, "subject-ada", Mail));
        Assert.Equal((SessionStart.Started, namesake), await SignInAsync(portal, Issuer, "subject-namesake", "ada.married@example.com"));
    }

    [Theory, OnEachEngine]
    public async Task Whom_the_directory_lists_under_an_id_is_not_found_by_their_address(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var ada = await AddAsync(portal, Mail, directoryId: "subject-ada");

        Assert.Equal(SessionStart.Unknown, (await SignInAsync(portal, Issuer, "subject-other", Mail)).Start);
        Assert.Equal((SessionStart.Started, ada), await SignInAsync(portal, Issuer, "subject-ada", mail: null));
    }

    private static async Task<PersonId> AddAsync(TestPortalData portal, string mail, string? directoryId = null)
    {
        var person = new Person { Email = mail, Name = "Ada", DirectoryId = directoryId };
        await using var db = await portal.OpenAsync();
        db.Add(person);
        await db.SaveChangesAsync(Cancelled);
        return person.Id;
    }

    private static async Task<(SessionStart Start, PersonId? Person)> SignInAsync(TestPortalData portal, string issuer, string subject, string? mail)
    {
        var started = await portal.Get<StartSession>().RunAsync(new("Provider", issuer, subject, "Ada", mail, [], An.Instant), browser: null, Caller.System("sign-in"), Cancelled);
        return (started.Outcome, started.PersonId);
    }
}

using Microsoft.Extensions.Configuration;
using Portal.Hosting.SignIn;

namespace Portal.Tests.Hosting.SignIn;

public sealed class OpenPagesTests
{
    [Fact]
    public void A_person_opens_as_many_pages_as_they_may_and_nobody_else_has_fewer_for_it()
    {
        var open = new OpenPages(SignInSettings.From(new ConfigurationBuilder().AddInMemoryCollection([new("SignIn:MaxPages", "2")]).Build()));
        open.Open("noor");
        open.Open("noor");

        Assert.Throws<InvalidOperationException>(() => open.Open("noor"));
        open.Open("lena");
        open.Close("noor");
        open.Open("noor");
        Assert.Throws<InvalidOperationException>(() => open.Open("noor"));
    }
}

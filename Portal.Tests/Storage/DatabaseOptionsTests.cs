using Portal.Data.Storage;

namespace Portal.Tests.Storage;

public sealed class DatabaseOptionsTests
{
    [Fact]
    public void Without_settings_it_is_a_file_in_the_data_directory()
    {
        var options = DatabaseOptions.From(_ => null, "/var/lib/governance");

        Assert.Equal(DatabaseProvider.Sqlite, options.Provider);
        Assert.Contains("/var/lib/governance/governance.db", options.ConnectionString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MySql")]
    [InlineData("1")]
    [InlineData("-1")]
    public void An_unknown_engine_is_named_with_what_it_could_be(string provider)
    {
        var wrong = Assert.Throws<InvalidOperationException>(() => DatabaseOptions.From(key => key == "Database:Provider" ? provider : null, "data"));

        Assert.Contains($"Database:Provider is '{provider}'", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("Sqlite or Postgres", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PostgreSQL_without_an_address_says_which_setting_is_missing()
    {
        var wrong = Assert.Throws<InvalidOperationException>(() => DatabaseOptions.From(key => key == "Database:Provider" ? "postgres" : null, "data"));

        Assert.Contains("ConnectionStrings:Governance is missing", wrong.Message, StringComparison.Ordinal);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>The table of changes.</summary>
internal sealed class ChangeConfiguration : IEntityTypeConfiguration<Change>
{
    /// <summary>The longest native id that is kept in full.</summary>
    internal const int NativeIdLength = 1000;

    /// <summary>The longest key in an index, so that it fits into PostgreSQL's 2,704 bytes at four bytes a character.</summary>
    internal const int KeyLength = 400;

    /// <summary>The longest event id; longer ones are refused, since a cut id is no key.</summary>
    internal const int EventIdLength = 200;

    /// <summary>The longest mark of a session.</summary>
    internal const int SessionLength = 400;

    /// <summary>How much of names a search looks at.</summary>
    internal const int SearchTextLength = 2000;

    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Change> builder)
    {
        builder.ToTable("changes");
        builder.HasKey(c => c.Sequence);
        builder.Property(c => c.Sequence).ValueGeneratedNever();
        builder.Property(c => c.EventId).HasMaxLength(EventIdLength);
        builder.Property(c => c.Actor).HasMaxLength(NativeIdLength);
        builder.Property(c => c.Session).HasMaxLength(SessionLength);
        builder.Property(c => c.Policy).HasMaxLength(NativeIdLength);
        builder.Property(c => c.Evidence).StoredAsJson();
        builder.Property(c => c.NamedSubjects).StoredAsJson();
        builder.Property(c => c.Target).HasMaxLength(KeyLength);
        builder.Property(c => c.SearchText).HasMaxLength(SearchTextLength);
        builder.Property(c => c.Before).IsLongText();
        builder.Property(c => c.After).IsLongText();
        builder.Property(c => c.Digest).HasMaxLength(64);
        builder.Property(c => c.Raw).IsLongText();
        builder.HasIndex(c => c.Id).IsUnique();
        builder.HasIndex(c => c.EventKey).IsUnique();
        builder.HasIndex(c => new { c.At, c.Sequence });
        builder.HasIndex(c => new { c.Scope, c.At, c.Sequence }).HasFilter("\"Scope\" IS NOT NULL");
        builder.HasIndex(c => new { c.TargetKey, c.At, c.EventId }).HasFilter("\"TargetKey\" IS NOT NULL AND \"Error\" IS NULL");
        builder.HasIndex(c => new { c.TargetKey, c.At }).HasFilter("\"TargetKey\" IS NOT NULL AND \"Error\" IS NOT NULL");
        builder.HasIndex(c => c.Unweighed).HasFilter("\"Unweighed\" IS NOT NULL");
        builder.HasOne<Source>().WithMany().HasForeignKey(c => c.SourceId).OnDelete(DeleteBehavior.Restrict);
    }
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Reviews;

/// <summary>The table of campaigns.</summary>
internal sealed class CampaignConfiguration : IEntityTypeConfiguration<Campaign>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<Campaign> builder)
    {
        builder.ToTable("campaigns");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Name).HasMaxLength(Campaign.NameLength);
        builder.Property(c => c.Filter).IsLongText();
        builder.Property(c => c.Listed).StoredAsJson();
        builder.Property(c => c.Exclusions).StoredAsJson();
        builder.Property(c => c.Stages).StoredAsJson();
        builder.Property(c => c.NoAnswer).StoredAsJson();
        builder.Property(c => c.Population).StoredAsJson();
        builder.Property(c => c.Manifest).StoredAsJson();
        builder.Property(c => c.Exceptions).StoredAsJson();
        builder.Property(c => c.SignOff).HasMaxLength(Campaign.SignOffLength);
        builder.Ignore(c => c.Scope);
        builder.Ignore(c => c.Asking);
        builder.HasIndex(c => c.Occurrence).IsUnique();
        builder.HasIndex(c => new { c.CreatedAt, c.Id });
        builder.HasIndex(c => new { c.State, c.DueAt });
        builder.HasOne<Person>().WithMany().HasForeignKey(c => c.OwnerId).OnDelete(DeleteBehavior.Restrict);
    }
}

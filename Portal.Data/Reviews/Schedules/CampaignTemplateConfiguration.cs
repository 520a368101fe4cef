using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Schedules;

/// <summary>The table of campaign templates.</summary>
internal sealed class CampaignTemplateConfiguration : IEntityTypeConfiguration<CampaignTemplate>
{
    /// <inheritdoc/>
    public void Configure(EntityTypeBuilder<CampaignTemplate> builder)
    {
        builder.ToTable("campaign_templates");
        builder.HasKey(t => t.Id);
        builder.Property(t => t.Name).HasMaxLength(CampaignTemplate.NameLength);
        builder.Property(t => t.Filter).IsLongText();
        builder.Property(t => t.Recurrence).StoredAsJson();
        builder.Property(t => t.Stages).StoredAsJson();
        builder.Property(t => t.NoAnswer).StoredAsJson();
        builder.Property(t => t.Problem).HasMaxLength(CampaignTemplate.ProblemLength);
        builder.HasIndex(t => new { t.Name, t.Id });
        builder.HasOne<Person>().WithMany().HasForeignKey(t => t.OwnerId).OnDelete(DeleteBehavior.Restrict);
    }
}

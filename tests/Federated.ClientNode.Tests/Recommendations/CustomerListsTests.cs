using Federated.ClientNode.Data;
using Federated.ClientNode.Recommendations;
using Federated.ClientNode.Tests.Join;
using Federated.Tasks.Catalogue;
using Federated.Tasks.Recommend;

namespace Federated.ClientNode.Tests.Recommendations;

public sealed class CustomerListsTests : IDisposable
{
    private readonly TemporaryDirectory _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void Ratings_InBlocksOfUsers_TrainAModelThatBeatsPopularity()
    {
        var figures = TaskCatalogue.For(RatingFiles.Job).Describe(RatingFiles.Model.Snapshot).Figures.ToDictionary(figure => figure.Name, figure => figure.Value);
        Assert.True(figures["full_ndcg_joint"] > 1.5 * figures["full_ndcg_popularity"], $"{figures["full_ndcg_joint"]} against {figures["full_ndcg_popularity"]}");
        Assert.Equal(RatingFiles.Items, figures["items"]);
        Assert.InRange(figures["customers"], 400, 450);
    }

    [Fact]
    public void Write_EveryCustomer_HasItsListUnderItsOwnIdAndCodes()
    {
        RatingFiles.Write(_files, 1);
        var (customers, cold, lines) = Write(new ListWish { Top = 4 });
        Assert.Equal((151, 1, 604), (customers, cold, lines));
        var sheet = File.ReadAllLines(_files.File("lists.csv"));
        Assert.Equal("user,rank,item,name,own_code,score,reason,model", sheet[0]);
        Assert.Equal(Enumerable.Range(151, 150).Append(9991).SelectMany(user => Enumerable.Range(1, 4).Select(rank => $"{user},{rank}")), sheet.Skip(1).Select(line => string.Join(',', line.Split(',').Take(2))));
        Assert.All(sheet.Skip(1), line => Assert.Matches(@"^\d+,\d,f(?<n>\d+),""Film, number \k<n>"",SKU-0*\k<n>,-?\d+\.\d{6},", line));
        Assert.Matches(@",""bought Film, number \d+ \(\d+%\); Film", sheet[1]);
        Assert.EndsWith($",{RecommendationSheet.Cold},films-1a2b@{RatingFiles.Model.Snapshot.ContentHash()[..12]}", sheet[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AlreadyBought_IsLeftOutUnlessWanted()
    {
        RatingFiles.Write(_files, 0);
        var bought = RatingFiles.Csv(0).Split('\n').Skip(1).Select(line => line.Split(',')).Where(cells => cells.Length == 4 && double.Parse(cells[2], System.Globalization.CultureInfo.InvariantCulture) >= 3)
            .Select(cells => (cells[0], cells[1])).ToHashSet();
        var lists = Check();
        bool IsBought((string Customer, CustomerList List) each) => each.List.Items.Any(item => bought.Contains((each.Customer, lists.Items.Ids[item.Item])));
        Assert.DoesNotContain(lists.Of(new ListWish()), IsBought);
        Assert.Contains(lists.Of(new ListWish { IncludeBought = true }), IsBought);
    }

    [Fact]
    public void Of_TabsBetweenCells_IsTheSameAsOfCommas()
    {
        RatingFiles.Write(_files, 0);
        var lists = Check().Of(new ListWish { Top = 3 }).Select(each => (each.Customer, string.Join(' ', each.List.Items.Select(item => item.Item)))).ToList();
        _files.Write("ratings.csv", RatingFiles.Csv(0).Replace(',', '\t').Replace("not in common", "none", StringComparison.Ordinal));
        _files.Write("mapping.yaml", $"delimiter: tab\n{RatingFiles.Mapping(0)}");
        Assert.Equal(lists, Check().Of(new ListWish { Top = 3 }).Select(each => (each.Customer, string.Join(' ', each.List.Items.Select(item => item.Item)))));
    }

    [Fact]
    public void Of_ManyBatches_NamesEachCustomerByItsFirstRow()
    {
        RatingFiles.Write(_files, 0);
        var rows = string.Concat(Enumerable.Range(0, 70_000).Select(row => $"a{row / 2},f{row % 7},5,{row}\n"));
        _files.Write("ratings.csv", $"user,item,rating,time\n{rows}");
        Assert.Equal(Enumerable.Range(0, 35_000).Select(customer => $"a{customer}"), Check().Of(new ListWish { Top = 1, Reasons = 0 }).Select(each => each.Customer));
    }

    private (long, long, long) Write(ListWish wish)
    {
        var lists = Check();
        Assert.True(lists.Report.IsUsable);
        return RecommendationSheet.Write(_files.File("lists.csv"), lists, wish);
    }

    private CustomerLists Check() => CustomerLists.Check(RatingFiles.Model, null, DataMapping.Load(_files.File("mapping.yaml")));
}

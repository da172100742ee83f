using Temporalio.Activities;
using Temporalio.Converters;

namespace Temporalio.Tests.Activities;

public class ActivityDefinitionTests
{
    [Fact]
    public void Names_come_from_the_attribute_or_the_method()
    {
        var names = ActivityDefinition.CreateAll(new Sample()).Select(each => each.Name).Order(StringComparer.Ordinal);

        Assert.Equal([null, "Async", "Hidden", "Load", "NotATaskAsync", "Save", "Static", "given"], names);
    }

    [Fact]
    public void A_local_function_is_called_by_its_name()
    {
        [Activity]
        static Task PackAsync() => Task.CompletedTask;

        Assert.Equal("Pack", ActivityDefinition.Create(PackAsync).Name);
    }

    [Fact]
    public void A_lambda_needs_a_name()
    {
        Assert.Throws<ArgumentException>(() => ActivityDefinition.Create([Activity] () => 1));
        Assert.Equal("one", ActivityDefinition.Create([Activity("one")] () => 1).Name);
    }

    [Fact]
    public void An_override_has_the_attribute_of_what_it_overrides() =>
        Assert.Equal("Base", ActivityDefinition.CreateAll(new Derived()).Single().Name);

    [Theory]
    [InlineData(new object[] { "a" }, "a-1")]
    [InlineData(new object[] { "a", 5 }, "a-5")]
    [InlineData(new object[] { "a", 5, "too much" }, "a-5")]
    public async Task Missing_arguments_take_their_defaults_and_extra_ones_are_dropped(object[] arguments, string expected) =>
        Assert.Equal(expected, await Find("Save").InvokeAsync(arguments));

    [Fact]
    public async Task A_required_argument_cannot_be_missing() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Find("Save").InvokeAsync([]));

    [Fact]
    public async Task A_task_is_awaited_and_its_value_taken()
    {
        Assert.Equal(9, await Find("Load").InvokeAsync([]));
        Assert.Null(await Find("given").InvokeAsync([]));
    }

    [Fact]
    public async Task An_exception_arrives_unwrapped() =>
        await Assert.ThrowsAsync<FormatException>(() => Find("Static").InvokeAsync([]));

    [Fact]
    public void An_instance_method_needs_an_instance() =>
        Assert.Throws<InvalidOperationException>(() => ActivityDefinition.CreateAll(typeof(Sample), null));

    [Fact]
    public void A_type_without_activities_is_refused() =>
        Assert.Throws<ArgumentException>(() => ActivityDefinition.CreateAll(new object()));

    [Fact]
    public void Generic_reserved_and_by_reference_methods_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ActivityDefinition.CreateAll(new GenericMethod()));
        Assert.Throws<ArgumentException>(() => ActivityDefinition.CreateAll(new ByReference()));
        Assert.Throws<ArgumentException>(() => ActivityDefinition.CreateAll(new Reserved()));
        Assert.Throws<ArgumentException>(() => ActivityDefinition.CreateAll(new ValueTasks()));
    }

    private static ActivityDefinition Find(string name) => ActivityDefinition.CreateAll(new Sample()).Single(each => each.Name == name);

    public class Sample
    {
        [Activity]
        public static void Static() => throw new FormatException();

        [Activity]
        public string Save(string text, int count = 1) => $"{text}-{count}";

        [Activity]
        public async Task<int> LoadAsync()
        {
            await Task.Yield();
            return 9;
        }

        [Activity("given")]
        public async Task NamedAsync() => await Task.Yield();

        [Activity]
        public int NotATaskAsync() => 1;

        [Activity]
        public Task Async() => Task.CompletedTask;

        [Activity(Dynamic = true)]
        public int Anything(IRawValue[] arguments) => arguments.Length;

        [Activity]
        private int Hidden() => 2;
    }

    public class Base
    {
        [Activity("Base")]
        public virtual int Work() => 1;
    }

    public class Derived : Base
    {
        public override int Work() => 2;
    }

    public class GenericMethod
    {
        [Activity]
        public T Same<T>(T value) => value;
    }

    public class ByReference
    {
        [Activity]
        public void Fill(out int value) => value = 1;
    }

    public class Reserved
    {
        [Activity("__temporal_x")]
        public int Work() => 1;
    }

    public class ValueTasks
    {
        [Activity]
        public ValueTask<int> WorkAsync() => new(1);
    }
}

using System.Linq.Expressions;

namespace Temporalio.Tests.Common;

public class ExpressionCallTests
{
    private readonly int field = 4;

    public interface IGreeter
    {
        string Name { get; }

        Task<string> GreetAsync(string name, int times = 1);
    }

    [Fact]
    public void Constants_captured_variables_fields_and_expressions_become_values()
    {
        var name = "Ann";

        var call = ExpressionCall.From(Of(greeter => greeter.GreetAsync(name + "!", field)));

        Assert.Equal((nameof(IGreeter.GreetAsync), typeof(IGreeter)), (call.Method.Name, call.Type));
        Assert.Equal(["Ann!", 4], call.Args);
    }

    [Fact]
    public void Arguments_are_evaluated_once()
    {
        var count = 0;
        Func<string> next = () => $"{++count}";

        var call = ExpressionCall.From(Of(greeter => greeter.GreetAsync(next(), 1)));

        Assert.Equal(("1", 1), (call.Args[0], count));
    }

    [Fact]
    public void A_static_call_needs_no_parameter()
    {
        Expression<Func<int>> lambda = () => Math.Abs(-3);

        var call = ExpressionCall.From(lambda);

        Assert.Equal((typeof(Math), -3), (call.Type, call.Args[0]));
    }

    [Fact]
    public void A_property_is_found_behind_the_conversion_the_compiler_adds()
    {
        Expression<Func<IGreeter, object>> lambda = greeter => greeter.Name;

        Assert.Equal(nameof(IGreeter.Name), ExpressionCall.PropertyOf(lambda)?.Name);
        Assert.Null(ExpressionCall.PropertyOf(Of(greeter => greeter.GreetAsync("x", 1))));
    }

    [Fact]
    public void A_call_of_something_else_is_refused()
    {
        IGreeter other = null!;

        Assert.Throws<ArgumentException>(() => ExpressionCall.From(Of(greeter => other.GreetAsync("x", 1))));
        Assert.Throws<ArgumentException>(() => ExpressionCall.From(Of(greeter => Task.FromResult("x"))));
    }

    [Fact]
    public void More_than_a_call_is_refused()
    {
        Expression<Func<IGreeter, bool>> lambda = greeter => greeter.GreetAsync("x", 1).IsCompleted;

        Assert.Throws<ArgumentException>(() => ExpressionCall.From(lambda));
    }

    [Fact]
    public void An_argument_that_needs_the_instance_is_refused() =>
        Assert.Throws<ArgumentException>(() => ExpressionCall.From(Of(greeter => greeter.GreetAsync(greeter.Name, 1))));

    private static Expression<Func<IGreeter, Task<string>>> Of(Expression<Func<IGreeter, Task<string>>> lambda) => lambda;
}
